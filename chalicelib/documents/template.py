"""The certificate's template as parts and blocks: what is said, in the order it is read.

A part is a `div`, known by its id: where on the page it goes, the style sheet says. In it are blocks
without markup in them: headings, paragraphs, pictures, and places for tables.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from chalicelib.templating import render


@dataclass(slots=True)
class Block:
    """One of them. `sizes` are (points, most lines) to try in turn; empty: as the style says.

    A picture is named by `source`, a table by `table`; `link` is an address the whole leads to.
    """

    tag: str
    classes: str = ""
    text: str = ""
    sizes: tuple[tuple[float, int], ...] = ()
    source: str = ""
    table: str = ""
    alternative: str = ""
    link: str = ""
    meaning: str = ""

    @property
    def kind(self) -> str:
        """What the style sheet knows it by; a picture stands where a paragraph would."""
        tag = "p" if self.tag == "img" else self.tag
        return f"{tag}.{self.classes}"


@dataclass(slots=True)
class Part:
    """Blocks that go to one place. `align` is "top", "middle" or "bottom"."""

    place: str
    align: str = "top"
    blocks: list[Block] = field(default_factory=list)


def parts(values: dict[str, object], document: str = "certificate") -> dict[str, Part]:
    """The parts of templates/certificate/{document}.html for these values, by their place."""
    parser = _Parser()
    parser.feed(render(f"certificate/{document}.html", **values))
    parser.close()
    return parser.parts


def sizes(written: str) -> tuple[tuple[float, int], ...]:
    """`"40:1 25:2"` as ((40, 1), (25, 2))."""
    pairs = (pair.partition(":") for pair in written.split())
    return tuple((float(size), int(lines)) for size, _, lines in pairs)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: dict[str, Part] = {}
        self._part: Part | None = None
        self._block: Block | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "div":
            self._part = Part(given["id"], given.get("class", "top"))
            self.parts[self._part.place] = self._part
        elif self._part is not None:
            self._block = Block(
                tag=tag,
                classes=given.get("class", ""),
                sizes=sizes(given.get("data-sizes", "")),
                source=given.get("src", ""),
                table=given.get("id", "") if tag == "table" else "",
                alternative=given.get("alt", ""),
                link=given.get("data-link", ""),
                meaning=given.get("title", ""),
            )
            self._part.blocks.append(self._block)

    def handle_endtag(self, tag: str) -> None:
        self._block = None
        if tag == "div":
            self._part = None

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            self._block.text += data
