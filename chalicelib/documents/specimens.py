"""Styles for what is drawn without the renderer, read from specimens that the renderer styled.

The style sheet stays the one place of style: a template holds one specimen of each thing, which is
never printed, and what the renderer made of it tells fonts, sizes, colours, padding and rules.
"""

from typing import Any

from reportlab.platypus import Table

from chalicelib.documents.styles import CellStyle, GridStyle, RowStyle, TextStyle


def text_style(paragraph: Any) -> TextStyle:
    """The style of a paragraph."""
    style = paragraph.style
    return TextStyle(
        bold=style.fontName.endswith("-Bold"),
        size=style.fontSize,
        leading=style.leading,
        colour=paragraph.frags[0].textColor,
        alignment=style.alignment,
    )


def grid_style(table: Table) -> GridStyle:
    """The style of a table whose columns have widths in per cent."""
    shares = [float(str(width).rstrip("%")) for width in table._argW]
    rules = {begin[1]: (width, colour) for _, begin, _, width, colour, *_ in table._linecmds}
    fills = {begin[1]: colour for _, begin, _, colour in table._bkgrndcmds}
    rows = tuple(
        RowStyle(
            cells=tuple(map(_cell_style, table._cellStyles[number], cells)),
            rule=rules.get(number),
            fill=fills.get(number),
        )
        for number, cells in enumerate(table._cellvalues)
    )
    return GridStyle(tuple(share / sum(shares) for share in shares), rows)


def _cell_style(padding: Any, cell: Any) -> CellStyle:
    return CellStyle(
        texts=tuple(map(text_style, cell._content)),
        left=padding.leftPadding,
        right=padding.rightPadding,
        top=padding.topPadding,
        bottom=padding.bottomPadding,
    )
