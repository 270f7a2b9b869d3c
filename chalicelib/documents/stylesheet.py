"""What the style sheets of templates/certificate say, as xhtml2pdf reads them; read once a process.

The renderer lays specimens out: one of each thing, which nobody sees. Font families are given
stand-ins in the meantime, so that it doesn't have to read the real ones.
"""

import threading
from collections.abc import Iterable
from functools import cache
from typing import Any

from chalicelib.documents.page_style import Box, PageStyle
from chalicelib.documents.styles import BlockStyle, CellStyle, RowStyle, Rule, TableStyle
from chalicelib.documents.text_style import TextStyle
from chalicelib.documents.typeface import Style
from chalicelib.domain.conference import Paper
from chalicelib.templating import render

_STAND_INS = {
    "notosans": ("Helvetica", "Helvetica-Bold"),
    "garamond": ("Times-Roman", "Times-Bold"),
}
# The renderer keeps fonts and caches in globals, hence one at a time.
_LOCK = threading.RLock()


class StyleSheet:
    """The styles for one paper. Blocks are known by tag and class: "p.small middle"."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._blocks: dict[str, BlockStyle] = {}
        context, tables = self._laid_out(render("certificate/specimens.html"))
        self.pages = {name: _page_style(page) for name, page in context.templateList.items()}
        self.tables = {
            name: _table_style(table) for name, table in zip(_TABLES, tables, strict=True)
        }

    def learn(self, kinds: Iterable[str]) -> None:
        """Read the styles of these blocks, unless they are known."""
        unknown = [kind for kind in dict.fromkeys(kinds) if kind not in self._blocks]
        if not unknown:
            return
        tags = [kind.partition(".")[::2] for kind in unknown]
        html = "".join(f'<{tag} class="{classes}">x</{tag}>' for tag, classes in tags)
        _, paragraphs = self._laid_out(f"<html><body>{html}</body></html>")
        for kind, paragraph in zip(unknown, paragraphs, strict=True):
            self._blocks[kind] = _block_style(paragraph)

    def block(self, kind: str) -> BlockStyle:
        """The style of a block."""
        self.learn([kind])
        return self._blocks[kind]

    def _laid_out(self, html: str) -> tuple[Any, list[Any]]:
        # Not needed until a style is: importing it takes longer than all else.
        from chalicelib.documents import xhtml

        with _LOCK:
            xhtml.stand_in_for(_STAND_INS)
            context = xhtml.pisaContext()
            for sheet in ("pages", "style", "tables"):
                css = render(f"certificate/{sheet}.css", paper=self._paper.value)
                context.addCSS(css, sheet)
            for family in _STAND_INS:
                context.registerFont(family)
            try:
                xhtml.pisaParser(html, context)
            finally:
                xhtml.reset_caches()
        # All else in the story is about pages.
        return context, [f for f in context.story if hasattr(f, "frags") or hasattr(f, "_argW")]


_TABLES = (
    "sessions",
    "sessions1",
    "sessions2",
    "sessions3",
    "credits",
    "totals",
    "record",
    "earned",
)


@cache
def style_sheet(paper: Paper) -> StyleSheet:
    """The one for this paper."""
    return StyleSheet(paper)


def _color(color: Any) -> str:
    return " ".join(f"{part:.3g}" for part in (color.red, color.green, color.blue))


def _text_style(paragraph: Any) -> TextStyle:
    style = paragraph.style
    name = style.fontName
    face = Style(bold=name.endswith("-Bold"), display=name.startswith("Times"))
    color = _color(paragraph.frags[0].textColor)
    return TextStyle(face, style.fontSize, style.leading, color, style.alignment)


def _block_style(paragraph: Any) -> BlockStyle:
    style = paragraph.style
    return BlockStyle(
        text=_text_style(paragraph),
        before=style.spaceBefore,
        after=style.spaceAfter,
        left=style.leftIndent,
        right=style.rightIndent,
        over=_rule(style, "Top"),
        under=_rule(style, "Bottom"),
    )


def _rule(style: Any, side: str) -> Rule | None:
    if getattr(style, f"border{side}Style") != "solid":
        return None
    width, color = getattr(style, f"border{side}Width"), getattr(style, f"border{side}Color")
    return Rule(width, _color(color), getattr(style, f"padding{side}"))


def _page_style(page: Any) -> PageStyle:
    width, height = page.pagesize
    boxes = {f.id: Box(f._x1, f._y1, f._width, f._height) for f in page.frames}
    return PageStyle(width, height, boxes)


def _table_style(table: Any) -> TableStyle:
    shares = [float(str(width).rstrip("%")) for width in table._argW]
    rules = {begin[1]: (width, color) for _, begin, _, width, color, *_ in table._linecmds}
    rows = tuple(
        RowStyle(
            cells=tuple(map(_cell_style, table._cellStyles[index], cells)),
            rule=Rule(rules[index][0], _color(rules[index][1]), 0.0) if index in rules else None,
        )
        for index, cells in enumerate(table._cellvalues)
    )
    return TableStyle(tuple(share / sum(shares) for share in shares), rows)


def _cell_style(padding: Any, cell: Any) -> CellStyle:
    return CellStyle(
        texts=tuple(map(_text_style, cell._content)),
        left=padding.leftPadding,
        right=padding.rightPadding,
        top=padding.topPadding,
        bottom=padding.bottomPadding,
    )
