"""The structure tree of a tagged PDF: what each piece of content is, in the order it is read."""

from dataclasses import dataclass, field

from chalicelib.documents.pdf_file import PdfFile, text_string


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree. `tag` as PDF names it: Document, H1, P, Figure, Table, TR, TH, TD, Link.

    `attributes` are written as PDF has them. Its kids are elements and pieces of content: the page's
    index, and the number of the marked content there.
    `annotation` is the object number of a link's annotation.
    """

    tag: str
    alternative: str = ""
    attributes: str = ""
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)
    annotation: int = 0
    number: int = 0

    def add(self, tag: str, alternative: str = "", attributes: str = "") -> "Element":
        """A new kid."""
        kid = Element(tag, alternative, attributes)
        self.kids.append(kid)
        return kid


class Structure:
    """A document's tree. `marked` are the elements of each page's marked content, by number."""

    def __init__(self) -> None:
        self.document = Element("Document")
        self.marked: list[list[Element]] = []
        self._links: list[Element] = []

    def link(self, element: Element, annotation: int) -> int:
        """Have an element own a link's annotation; the number by which the annotation finds it."""
        element.annotation = annotation
        self._links.append(element)
        return len(self._links) - 1

    def write(self, file: PdfFile, pages: list[int]) -> int:
        """Into the file; `pages` are the object numbers of the pages. The root's number.

        Pages have the keys from 0 on in the tree of parents, links those after them.
        """
        root = file.reserve()
        self._number(file, self.document)
        self._write(file, self.document, root, pages)
        entries = [
            b"%d[%s]" % (key, b" ".join(b"%d 0 R" % element.number for element in elements))
            for key, elements in enumerate(self.marked)
        ]
        for key, element in enumerate(self._links, start=len(pages)):
            entries.append(b"%d %d 0 R" % (key, element.number))
        parents = file.put(b"<</Nums[%s]>>" % b" ".join(entries))
        file.put(
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self.document.number, parents, len(pages) + len(self._links)),
            root,
        )
        return root

    def _number(self, file: PdfFile, element: Element) -> None:
        element.number = file.reserve()
        for kid in element.kids:
            if isinstance(kid, Element):
                self._number(file, kid)

    def _write(self, file: PdfFile, element: Element, parent: int, pages: list[int]) -> None:
        body = b"<</S/%s/P %d 0 R" % (element.tag.encode(), parent)
        kids, home = [], None
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(b"%d 0 R" % kid.number)
            elif home in (None, kid[0]):
                home = kid[0]
                kids.append(b"%d" % kid[1])
            else:  # a cell that goes on over the page
                kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid[0]], kid[1]))
        if element.annotation:
            kids.append(b"<</Type/OBJR/Obj %d 0 R>>" % element.annotation)
        if home is not None:
            body += b"/Pg %d 0 R" % pages[home]
        body += b"/K %s" % kids[0] if len(kids) == 1 else b"/K[%s]" % b" ".join(kids)
        if element.alternative:
            body += b"/Alt" + text_string(element.alternative)
        if element.attributes:
            body += b"/A<<%s>>" % element.attributes.encode()
        file.put(body + b">>", element.number)
        for kid in element.kids:
            if isinstance(kid, Element):
                self._write(file, kid, element.number, pages)
