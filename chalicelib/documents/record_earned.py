"""What a record earned: a row for each credit type."""

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.record_snapshot import RecordSnapshot

_EARNED_HEADS = ("Credit", "Minutes", "Total")


def earned_table(
    snapshot: RecordSnapshot, style: TableStyle, setter: Setter, width: float
) -> Table | None:
    """A row a credit type; None where none is earned."""
    head, body = style.rows
    rows = [
        Row(body, [[total.label], [f"{total.minutes:,}"], [str(total.amount)]])
        for total in snapshot.totals.credits
    ]
    if not rows:
        return None
    return Table(style, Row(head, [[text] for text in _EARNED_HEADS]), rows, setter, width)
