"""The faces of one document as the PDF carries them: the glyphs it draws, and their Unicode.

Each face is one composite font. A code stands for a glyph and the text it shows, so that what is copied
or searched is what was typed, whatever shape a letter takes: the same glyph can have several codes.
"""

import hashlib

import uharfbuzz as hb

from chalicelib.documents.fonts import Face
from chalicelib.documents.pdf_file import PdfFile, number

_FLAGS = (
    hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
)  # fmt: skip
# A composite font is drawn by glyph numbers: it needs outlines and widths alone.
_DROPPED = ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "gasp", "prep")
_SYMBOLIC = 4
_CMAP_HEAD = (
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
    "1 begincodespacerange<0000><ffff>endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict/CMap defineresource pop end end"


class EmbeddedFont:
    """One face in one document. `name` is what content streams call it."""

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self._codes: dict[tuple[int, str], str] = {}
        self._letters: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def code(self, gid: int, text: str) -> str:
        """The code, in hex, of a glyph that shows `text`."""
        found = self._codes.get((gid, text))
        if found is None:
            # 0 is what a reader draws for a code that is not there.
            found = self._codes[gid, text] = f"{len(self._codes) + 1:04x}"
        return found

    def codes(self, text: str) -> str:
        """The codes, in hex, of letters that stand side by side as they are."""
        # Dates, times and formats come again and again.
        found = self._texts.get(text)
        if found is None:
            letters = self._letters
            for letter in text:
                if letter not in letters:
                    letters[letter] = self.code(self.face.gid(letter), letter)
            found = self._texts[text] = "".join([letters[letter] for letter in text])
        return found

    def glyphs(self, codes: str) -> list[int]:
        """The glyphs of codes in hex, in their order."""
        gids = [gid for gid, _ in self._codes]
        return [gids[int(codes[at : at + 4], 16) - 1] for at in range(0, len(codes), 4)]

    def write(self, file: PdfFile, object_number: int) -> None:
        """Into the file, as the object of this number."""
        glyphs = [gid for gid, _ in self._codes]
        program, new_gids = _subset(self.face.hb_face, frozenset(glyphs))
        tag = hashlib.sha256(repr(sorted(set(glyphs))).encode()).digest()[:6]
        base = "".join(chr(65 + byte % 26) for byte in tag) + "+" + self.face.name
        data = file.stream(b"/Length1 %d" % len(program), program)
        box = f"0 {number(self.face.descent)} 1000 {number(self.face.ascent)}"
        descriptor = file.put(
            f"<</Type/FontDescriptor/FontName/{base}/Flags {_SYMBOLIC}/FontBBox[{box}]"
            f"/ItalicAngle 0/Ascent {number(self.face.ascent)}/Descent {number(self.face.descent)}"
            f"/CapHeight 700/StemV 80/FontFile2 {data} 0 R>>".encode()
        )
        mapped = b"\0\0" + b"".join(new_gids[gid].to_bytes(2, "big") for gid in glyphs)
        to_glyph = file.stream(b"", mapped)
        widths = " ".join(number(self.face.width(gid)) for gid in glyphs)
        descendant = file.put(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 0"
            f"/W[1[{widths}]]/CIDToGIDMap {to_glyph} 0 R>>".encode()
        )
        to_unicode = file.stream(b"", self._to_unicode().encode())
        file.put(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>".encode(),
            object_number,
        )

    def _to_unicode(self) -> str:
        lines = [
            f"<{code}><{text.encode('utf-16-be').hex()}>" for (_, text), code in self._codes.items()
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
        )
        return _CMAP_HEAD + body + _CMAP_TAIL


class EmbeddedFonts:
    """The faces of one document, in the order they were first drawn in."""

    def __init__(self) -> None:
        self._fonts: dict[str, EmbeddedFont] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The document's font of a face."""
        found = self._fonts.get(face.name)
        if found is None:
            found = self._fonts[face.name] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return found

    def named(self, name: str) -> EmbeddedFont:
        """The font that content streams call so."""
        return next(font for font in self._fonts.values() if font.name == name)

    def write(self, file: PdfFile) -> bytes:
        """All of them into the file; what a page's resources name."""
        entries = []
        for font in self._fonts.values():
            object_number = file.reserve()
            font.write(file, object_number)
            entries.append(b"/%s %d 0 R" % (font.name.encode(), object_number))
        return b"<<%s>>" % b"".join(entries)


def _subset(face: hb.Face, gids: frozenset[int]) -> tuple[bytes, dict[int, int]]:
    """A font program with these glyphs, and where each lies in it."""
    wanted = hb.SubsetInput()
    wanted.flags = _FLAGS
    wanted.glyph_set.update(gids)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)
