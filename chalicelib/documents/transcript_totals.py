"""The transcript's totals: what was attended on the session's date, what later, and the whole."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.conference import BuiltIn
from chalicelib.domain.totals import Credit
from chalicelib.wording import built_in_totals, parts_words

_TOTAL_HEADS = ("Attended", "Contact minutes")


def totals_table(
    snapshot: Snapshot, style: TableStyle, setter: Setter, width: float
) -> Table | None:
    """What was attended on the session's date, what later, and the whole; None where none is printed."""
    printed = snapshot.built_in
    if not printed:
        return None
    style = with_figures(style, len(printed))
    head, part, whole = style.rows
    totals = snapshot.totals
    live, recorded = parts_words(snapshot)
    rows = [
        Row(part, _credit(live, totals.on_date, printed)),
        Row(part, _credit(recorded, totals.later, printed)),
        Row(whole, _credit("Total", totals.total, printed)),
    ]
    named = (words for _, words, _ in built_in_totals(printed, totals.total))
    heads = (*_TOTAL_HEADS, *(words[0].upper() + words[1:] for words in named))
    return Table(style, Row(head, [[text] for text in heads]), rows, setter, width)


def with_figures(style: TableStyle, figures: int) -> TableStyle:
    """The style with a column for each of so many figures, all as wide as its last."""
    *_, each = style.widths
    kept = 2  # what it is about, and its minutes
    return TableStyle(
        (1 - each * (figures + 1), *[each] * (figures + 1)),
        tuple(
            replace(row, cells=(*row.cells[:kept], *[row.cells[-1]] * figures))
            for row in style.rows
        ),
    )


def _credit(label: str, credit: Credit, printed: Sequence[BuiltIn]) -> list[list[str]]:
    figures = ([figure] for _, _, figure in built_in_totals(printed, credit))
    return [[label], [f"{credit.minutes:,}"], *figures]
