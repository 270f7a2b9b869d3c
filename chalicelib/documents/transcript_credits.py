"""Credit types on the transcript: a column each up to three, else below the title; their totals."""

from collections.abc import Mapping

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.certificate import AttendedSession, Snapshot
from chalicelib.domain.credit_type import CreditType
from chalicelib.wording import cap_words

_MOST_COLUMNS = 3
_HEADS = ("Credit", "Minutes", "On its date", "Later", "Total")
_ASKED_HEADS = ("Credit", "Minutes", "Live", "Recording", "Total")


def column_types(snapshot: Snapshot) -> tuple[CreditType, ...]:
    """The types that have a column of their own."""
    types = snapshot.credit_types
    return types if len(types) <= _MOST_COLUMNS else ()


def sessions_style(snapshot: Snapshot, tables: Mapping[str, TableStyle]) -> TableStyle:
    """The style of the sessions' table with as many columns as there are."""
    columns = len(column_types(snapshot))
    return tables[f"sessions{columns}" if columns else "sessions"]


def counted_minutes(session: AttendedSession, type_: CreditType) -> str:
    """The minutes that count for a type; empty for none."""
    minutes = session.minutes_for(type_)
    return f"{minutes:,}" if minutes else ""


def below_title(snapshot: Snapshot, session: AttendedSession) -> str:
    """`NBCC clock hours 50 min · Ethics hours 50 min`, where types have no columns."""
    if column_types(snapshot):
        return ""
    counted = ((type_.label, counted_minutes(session, type_)) for type_ in snapshot.credit_types)
    return " · ".join(f"{label} {minutes} min" for label, minutes in counted if minutes)


def credits_table(
    snapshot: Snapshot, style: TableStyle, setter: Setter, width: float
) -> Table | None:
    """A row a type with its number, and what its cap leaves; None where none is earned."""
    head, body = style.rows
    types = {type_.id: type_ for type_ in snapshot.credit_types}
    rows = [
        Row(
            body,
            [
                [total.label, types[total.id].number, cap_words(total, types[total.id])],
                [f"{total.minutes:,}"],
                [str(total.amount - total.later)],
                [str(total.later)],
                [str(total.amount)],
            ],
        )
        for total in snapshot.credits
    ]
    if not rows:
        return None
    heads = _ASKED_HEADS if snapshot.asked_live else _HEADS
    return Table(style, Row(head, [[text] for text in heads]), rows, setter, width)
