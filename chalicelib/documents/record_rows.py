"""The rows of a record: each certificate, by its conference."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chalicelib.documents.styles import TableStyle
from chalicelib.documents.table import Row, Table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.conference import BuiltIn
from chalicelib.domain.printed import built_in, figure, sums, total
from chalicelib.domain.record_snapshot import RecordedCertificate, RecordSnapshot
from chalicelib.wording import count, date_span, short_date, summed

_HEADS = ("Conference", "Certificate", "Contact minutes")


def certificates_table(
    snapshot: RecordSnapshot, style: TableStyle, setter: Setter, width: float
) -> Table:
    """A row a certificate, those of a conference together, and their sum."""
    printed = sums(snapshot.certificates)
    style = _with_figures(style, len(printed))
    head, body, whole = style.rows
    conferences = list(dict.fromkeys(one.conference_id for one in snapshot.certificates))
    grouped = sorted(snapshot.certificates, key=lambda one: conferences.index(one.conference_id))
    rows = [Row(body, _cells(one, snapshot.name, printed)) for one in grouped]
    figures = (f"{snapshot.totals.contact_minutes:,}", *(str(amount) for _, amount in printed))
    issued = count(len(snapshot.certificates), "certificate")
    rows.append(Row(whole, [["Total"], [issued], *([text] for text in figures)]))
    named = (words[0].upper() + words[1:] for words, _ in summed(snapshot.certificates))
    heads = Row(head, [[text] for text in (*_HEADS, *named)])
    return Table(style, heads, rows, setter, width)


def _with_figures(style: TableStyle, figures: int) -> TableStyle:
    """The style with a column for each of so many figures, in place of the two it has."""
    whose, issued, minutes, *two = style.widths
    if figures == len(two):
        return style
    each = sum(two) / len(two)
    whose += sum(two) - each * figures
    kept = 3
    return TableStyle(
        (whose, issued, minutes, *[each] * figures),
        tuple(
            replace(row, cells=(*row.cells[:kept], *[row.cells[-1]] * figures))
            for row in style.rows
        ),
    )


def _cells(
    one: RecordedCertificate, name: str, printed: Sequence[tuple[BuiltIn, Decimal]]
) -> list[list[str]]:
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
        *([str(figure(kind, total(one))) if kind in built_in(one) else ""] for kind, _ in printed),
    ]
