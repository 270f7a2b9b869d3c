"""Reading a tagged PDF's structure tree back, as a screen reader does: what each element says."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_FROM_THE_RIGHT = {"ar", "he"}


@dataclass
class Node:
    """An element: its tag, what it says itself, its language by piece, and its kids."""

    tag: str
    text: str = ""
    alternative: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    annotated: bool = False
    kids: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def said(self) -> str:
        """All that is read aloud below this element, in order."""
        parts = [node.alternative or node.text for node in self.walk()]
        return " ".join(part for part in parts if part)


@dataclass
class Read:
    """A document's tree, and what was drawn that is neither content nor an artifact."""

    tree: Node
    unmarked: list[str]


def read(pdf: bytes) -> Read:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        contents, unmarked = {}, []
        for page in document.pages:
            reader = _Reader(page)
            found = reader.found.items()
            contents |= {(page.obj.objgen, mark): piece for mark, piece in found}
            unmarked += reader.loose
        root = document.Root.StructTreeRoot
        return Read(_node(root.K[0], contents), unmarked)


def _node(element: pikepdf.Object, contents: dict[tuple[object, int], "_Piece"]) -> Node:
    node = Node(str(element.S)[1:], alternative=str(element.get("/Alt", "")))
    for name, value in element.get("/A", {}).items():
        node.attributes[name[1:]] = str(value)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            _add(node, contents[element.Pg.objgen, kid])
        elif kid.get("/Type") == "/MCR":
            _add(node, contents[kid.Pg.objgen, int(kid.MCID)])
        elif kid.get("/Type") == "/OBJR":
            node.annotated = kid.Obj.StructParent is not None and "/Contents" in kid.Obj
        else:
            assert kid.P.objgen == element.objgen
            node.kids.append(_node(kid, contents))
    return node


def _add(node: Node, piece: "_Piece") -> None:
    node.text += piece.text()
    node.languages |= piece.languages


class _Piece:
    """The content of one mark, in the order it is drawn; within a language, from left to right."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.languages: set[str] = set()

    def show(self, text: str, language: str, *, moved: bool) -> None:
        self.languages.add(language)
        if moved or not self.runs or self.runs[-1][1] != language:
            self.runs.append((text, language))
            return
        before = self.runs[-1][0]
        # Shown from left to right, read from right to left.
        joined = text + before if language in _FROM_THE_RIGHT else before + text
        self.runs[-1] = (joined, language)

    def text(self) -> str:
        return "".join(text for text, _ in self.runs).replace("\u200f", "")


class _Reader:
    """Goes through a page's operators, keeping what is open."""

    def __init__(self, page: pikepdf.Page) -> None:
        self._maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
        self.found: dict[int, _Piece] = {}
        self.loose: list[str] = []
        self._font: dict[bytes, str] = {}
        self._open: list[str] = []
        self._languages, self._actual = ["en"], [""]
        self._piece: _Piece | None = None
        self._moved = True
        for operands, operator in pikepdf.parse_content_stream(page):
            self._read(str(operator), operands)
        assert self._open == []

    def _read(self, operator: str, operands: list[pikepdf.Object]) -> None:
        match operator:
            case "BDC" | "BMC":
                self._begin(str(operands[0]), operands[1] if operator == "BDC" else {})
            case "EMC":
                self._end(self._open.pop())
            case "Tf":
                self._font = self._maps[str(operands[0])]
            case "Tm":
                self._moved = True
            case "Tj" | "TJ":
                self._show(operands[0] if operator == "TJ" else [operands[0]])
            case "f" | "S" | "s" | "Do":
                if self._piece is None and "/Artifact" not in self._open:
                    self.loose.append(operator)

    def _begin(self, tag: str, entries: pikepdf.Object) -> None:
        self._open.append(tag)
        if "/MCID" in entries:
            self._piece = self.found[int(entries.MCID)] = _Piece()
        elif tag == "/Span":
            self._languages.append(str(entries.get("/Lang", self._languages[-1])))
            actual = str(entries.get("/ActualText", ""))
            if actual and not self._actual[-1]:
                self._add(actual)
            self._actual.append(actual or self._actual[-1])

    def _end(self, tag: str) -> None:
        if tag == "/Span":
            self._languages.pop()
            self._actual.pop()
        elif tag != "/Artifact":
            self._piece = None

    def _show(self, strings: list[pikepdf.Object]) -> None:
        codes = b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
        texts = [self._font[code] for code in re.findall(rb"..", codes, re.DOTALL)]
        if "/Artifact" in self._open:
            return
        for text in texts if not self._actual[-1] else []:
            self._add(text[::-1] if self._languages[-1] in _FROM_THE_RIGHT else text)

    def _add(self, text: str) -> None:
        if self._piece is None:
            if "/Artifact" not in self._open:
                self.loose.append(text)
            return
        self._piece.show(text, self._languages[-1], moved=self._moved)
        self._moved = False


def _to_unicode(font: pikepdf.Object) -> dict[bytes, str]:
    text = font.ToUnicode.read_bytes().decode()
    return {
        bytes.fromhex(code): bytes.fromhex(value).decode("utf-16-be")
        for code, value in re.findall(r"<([0-9a-f]{4})><([0-9a-f]+)>\n", text)
    }
