"""A document in the making: its pages, fonts and structure, and the file they become.

Tagged as PDF/UA-1 asks and archivable as PDF/A-2b asks.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.documents import archive
from chalicelib.documents.embedded_fonts import EmbeddedFonts
from chalicelib.documents.languages import DOCUMENT
from chalicelib.documents.page import Link, Page
from chalicelib.documents.pdf_file import PdfFile, number, text_string
from chalicelib.documents.pictures import Bitmap
from chalicelib.documents.structure import Structure

_PRINTED = 4  # an annotation's flag


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself. `made_at` is aware."""

    title: str
    author: str
    subject: str
    keywords: str
    made_at: datetime


class Document:
    """Pages in order; `bookmarks` are (title, page's index)."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.pages: list[Page] = []
        self.bookmarks: list[tuple[str, int]] = []
        self.structure = Structure()
        self._fonts = EmbeddedFonts()

    def new_page(self, width: float, height: float) -> Page:
        """One more page of this size in points."""
        page = Page(width, height, self._fonts, self.structure)
        self.pages.append(page)
        return page

    def write(self) -> bytes:
        """The file."""
        file = PdfFile()
        root, tree = file.reserve(), file.reserve()
        numbers = [file.reserve() for _ in self.pages]
        fonts = self._fonts.write(file)
        bitmaps = self._write_bitmaps(file)
        for index in range(len(self.pages)):
            self._write_page(file, index, numbers, tree, fonts, bitmaps)
        kids = b" ".join(b"%d 0 R" % page for page in numbers)
        file.put(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(numbers), kids), tree)
        structure = self.structure.write(file, numbers)
        outlines = self._write_bookmarks(file, numbers)
        xmp = file.stream(b"/Type/Metadata/Subtype/XML", archive.xmp(self.about), compress=False)
        intent = archive.write_output_intent(file)
        file.put(
            (
                f"<</Type/Catalog/Pages {tree} 0 R/Lang({DOCUMENT})/MarkInfo<</Marked true>>"
                f"/StructTreeRoot {structure} 0 R/ViewerPreferences<</DisplayDocTitle true>>"
                f"/Outlines {outlines} 0 R/Metadata {xmp} 0 R/OutputIntents[{intent} 0 R]>>"
            ).encode(),
            root,
        )
        info = file.put(archive.info(self.about))
        identity = hashlib.sha256(repr(self.about).encode(errors="replace")).digest()[:16]
        return file.finish(root, info, identity)

    @staticmethod
    def _write_bitmap(file: PdfFile, bitmap: Bitmap) -> int:
        entries = bitmap.entries
        if bitmap.mask:
            mask = file.stream(bitmap.mask_entries, bitmap.mask, compress=False)
            entries += b"/SMask %d 0 R" % mask
        return file.stream(entries, bitmap.data, compress=False)

    def _write_bitmaps(self, file: PdfFile) -> dict[str, int]:
        bitmaps = {name: bitmap for page in self.pages for name, bitmap in page.bitmaps.items()}
        return {name: self._write_bitmap(file, bitmap) for name, bitmap in bitmaps.items()}

    def _write_page(
        self, file: PdfFile, index: int, numbers: list[int], tree: int, fonts: bytes,
        bitmaps: dict[str, int],
    ) -> None:  # fmt: skip
        page = self.pages[index]
        content = file.stream(b"", "\n".join(page.code).encode("latin-1"))
        body = (
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {number(page.width)} {number(page.height)}]"
            f"/Contents {content} 0 R/StructParents {index}/Tabs/S/Resources<</Font"
        ).encode() + fonts
        if page.bitmaps:
            named = "".join(f"/{name} {bitmaps[name]} 0 R" for name in page.bitmaps)
            body += f"/XObject<<{named}>>".encode()
        body += b">>"
        if any(bitmap.mask for bitmap in page.bitmaps.values()):
            body += b"/Group<</S/Transparency/CS/DeviceRGB>>"
        if page.links:
            links = " ".join(f"{self._write_link(file, link, numbers)} 0 R" for link in page.links)
            body += f"/Annots[{links}]".encode()
        file.put(body + b">>", numbers[index])

    def _write_link(self, file: PdfFile, link: Link, pages: list[int]) -> int:
        annotation = file.reserve()
        key = len(pages) + self.structure.link(link.element, annotation)
        corners = " ".join(map(number, (link.left, link.bottom, link.right, link.top)))
        body = f"<</Type/Annot/Subtype/Link/F {_PRINTED}/Rect[{corners}]/Border[0 0 0]".encode()
        body += b"/StructParent %d/Contents%s" % (key, text_string(link.meaning))
        action = b"/A<</S/URI/URI%s>>>>" % text_string(link.address)
        return file.put(body + action, annotation)

    def _write_bookmarks(self, file: PdfFile, pages: list[int]) -> int:
        root = file.reserve()
        numbers = [file.reserve() for _ in self.bookmarks]
        for position, (title, index) in enumerate(self.bookmarks):
            body = b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (
                text_string(title), root, pages[index]
            )  # fmt: skip
            if position:
                body += b"/Prev %d 0 R" % numbers[position - 1]
            if position + 1 < len(numbers):
                body += b"/Next %d 0 R" % numbers[position + 1]
            file.put(body + b">>", numbers[position])
        ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1])
        file.put(b"<</Type/Outlines/Count %d%s>>" % (len(numbers), ends), root)
        return root
