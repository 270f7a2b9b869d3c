"""The rows of a record's tables: each certificate by its conference, and each credit type."""

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.kept_record import RecordedCertificate, RecordSnapshot
from chalicelib.wording import count, date_span, short_date

_HEADS = ("Conference", "Certificate", "Contact minutes", "Contact hours", "CEUs")
_EARNED_HEADS = ("Credit", "Minutes", "Total")


def certificates_table(
    snapshot: RecordSnapshot, style: TableStyle, setter: Setter, width: float
) -> Table:
    """A row a certificate, those of a conference together, and their sum."""
    head, body, whole = style.rows
    conferences = list(dict.fromkeys(one.conference_id for one in snapshot.certificates))
    grouped = sorted(snapshot.certificates, key=lambda one: conferences.index(one.conference_id))
    rows = [Row(body, _cells(one, snapshot.name)) for one in grouped]
    totals = snapshot.totals
    figures = (f"{totals.contact_minutes:,}", str(totals.contact_hours), str(totals.ceus))
    issued = count(len(snapshot.certificates), "certificate")
    rows.append(Row(whole, [["Total"], [issued], *([figure] for figure in figures)]))
    return Table(style, Row(head, [[text] for text in _HEADS]), rows, setter, width)


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


def _cells(one: RecordedCertificate, name: str) -> list[list[str]]:
    when = date_span(one.starts_on, one.ends_on)
    return [
        [
            one.conference_name,
            f"{when} · {one.location}" if one.location else when,
            " · ".join([*filter(None, [one.provider]), *one.numbers]),
            " · ".join(f"{total.amount} {total.label}" for total in one.credits),
        ],
        [
            f"Issued {short_date(one.issued_on)}",
            one.public_id,
            f"to {one.name}" if one.name != name else "",
        ],
        [f"{one.contact_minutes:,}"],
        [one.contact_hours],
        [one.ceus],
    ]
