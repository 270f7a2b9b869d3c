"""Claims as rows of a file: who, at which addresses, with what, and what became of the certificate."""

from collections.abc import Iterator, Mapping, Sequence

from chalicelib.documents.spreadsheet import Cell
from chalicelib.domain.claimant import Claimant
from chalicelib.domain.conference import Conference
from chalicelib.domain.credit_totals import counted_again
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.totals import credit
from chalicelib.importing.progress import parts
from chalicelib.services.organizers.roster import owners_of
from chalicelib.store.people import accounts, rosters
from chalicelib.store.tables import KEYS_AT_ONCE

_HEAD = ("Name", "Email", "Sessions", "Contact minutes", "Contact hours", "CEUs")
_TAIL = (
    "Certificate",
    "Certificate state",
    "Issued on",
    "Emails delivered",
    "Emails sent, not reported yet",
    "Emails returned",
)


def rows(conference: Conference, found: Sequence[Claimant]) -> Iterator[Sequence[Cell]]:
    """Names of columns, then a row for each person; dates are the conference's.

    Reads the roster, the owners of its addresses and the accounts' names, a hundred in a call. Someone
    whose registration is gone has the addresses of their account.
    """
    types = conference.policies.credit_types
    yield (*_HEAD, *(type_.label for type_ in types), *_TAIL)
    registered = _registered(conference.id)
    names = _names([one.account_id for one in found])
    for one in found:
        held = registered.get(one.account_id) or _own(one.account_id)
        name = one.latest.name if one.latest else names.get(one.account_id, "")
        total = credit(one.contact_minutes, conference.policies.rounding)
        earned = {each.id: each.amount for each in counted_again(one.credits, types)}
        yield (
            name,
            "; ".join(held),
            one.selected,
            total.minutes,
            total.hours,
            total.ceus,
            *(earned.get(type_.id, "") for type_ in types),
            *_certificate(conference, one),
        )


def _certificate(conference: Conference, one: Claimant) -> tuple[Cell, ...]:
    if one.latest is None:
        return ("", "", "", 0, 0, 0)
    return (
        one.latest.public_id,
        "revoked" if one.latest.revoked else one.latest.status.value,
        conference.today(one.latest.issued_at),
        one.emails(DeliveryStatus.DELIVERED),
        one.emails(DeliveryStatus.SENT),
        one.returned,
    )


def _registered(conference_id: str) -> Mapping[str, list[str]]:
    """The registered addresses of each account that has verified one."""
    roster = rosters.load(conference_id)
    found: dict[str, list[str]] = {}
    for address, owner in owners_of(sorted(roster.people) if roster else []).items():
        found.setdefault(owner, []).append(address)
    return {owner: sorted(held) for owner, held in found.items()}


def _names(account_ids: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for part in parts(account_ids, KEYS_AT_ONCE):
        found |= accounts.names_of(part)
    return found


def _own(account_id: str) -> list[str]:
    account = accounts.load(account_id)
    return [one.normalised for one in account.verified] if account else []
