"""The record of an account as a spreadsheet."""

from chalicelib.documents.spreadsheet import Cell, as_csv
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.conference import BuiltIn
from chalicelib.domain.printed import built_in, figure, sums, total
from chalicelib.domain.record import Record

_HEADS = {
    BuiltIn.CONTACT_HOURS: "Contact hours",
    BuiltIn.CLOCK_HOURS: "Clock hours",
    BuiltIn.CEUS: "CEUs",
}


def record_csv(found: Record) -> str:
    """One row a certificate, and the totals; spreadsheets take no cell of it for a formula."""
    types = found.totals.credits
    printed = sums(found.certificates)
    head = ["Conference", "Certificate ID", "Issued", "Contact minutes"]
    head += [_HEADS[kind] for kind, _ in printed]
    rows: list[list[Cell]] = [[*head, *(type_.label for type_ in types)]]
    for one in found.certificates:
        earned = {(total.id, total.unit): str(total.amount) for total in one.credits}
        rows.append(
            [
                one.conference_name,
                one.public_id,
                one.issued_on,
                one.contact_minutes,
                *(_printed(kind, one) for kind, _ in printed),
                *(earned.get((type_.id, type_.unit), "") for type_ in types),
            ]
        )
    totals = found.totals
    whole: list[Cell] = [totals.contact_minutes, *(amount for _, amount in printed)]
    rows.append(["Total", "", "", *whole, *(type_.amount for type_ in types)])
    return as_csv(rows).decode()


def _printed(kind: BuiltIn, one: Certificate) -> Cell:
    return figure(kind, total(one)) if kind in built_in(one) else ""
