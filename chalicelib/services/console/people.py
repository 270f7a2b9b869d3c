"""Find a person of a conference: by a name, any address of theirs, or a certificate's ID.

Reads the roster's chunks and single items: no table and no index is gone through.
"""

from dataclasses import dataclass

from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.domain.public_id import parse
from chalicelib.domain.registration import Registration
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts, rosters

MOST_SHOWN = 50  # fewer than the addresses whose owners one call reads
SHORTEST = 2  # characters to look for


@dataclass(frozen=True, slots=True)
class Hit:
    """A registered address, or (without registrations) the address of an account that holds a claim.

    `person_id` names the person in URLs: the account, or `~` and the address while nobody verified it.
    """

    person_id: str
    address: str
    registrations: tuple[Registration, ...]

    @property
    def names(self) -> str:
        """The names on the badges."""
        return ", ".join(dict.fromkeys(one.name for one in self.registrations if one.name))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by address, MOST_SHOWN at most, and how many there are."""

    hits: tuple[Hit, ...]
    total: int


def find(conference_id: str, typed: str) -> Found:
    """The people of this conference that the text can mean; nobody for less than two characters."""
    text = typed.strip()
    if (public_id := parse(text)) is not None:
        return _holder(conference_id, public_id)
    if len(text) < SHORTEST:
        return Found((), 0)
    found = rosters.load(conference_id)
    people = dict(found.people) if found else {}
    wanted = text.casefold()
    matching = sorted(
        address
        for address, held in people.items()
        if wanted in address or any(wanted in one.name.casefold() for one in held)
    )
    if not matching and "@" in text:
        return _by_other_address(conference_id, people, text)
    shown = matching[:MOST_SHOWN]
    owners = accounts.owners_of(shown)
    hits = (Hit(owners.get(one, f"~{address_id(one)}"), one, people[one]) for one in shown)
    return Found(tuple(hits), len(matching))


def _holder(conference_id: str, public_id: str) -> Found:
    """The holder of a certificate of this conference; another conference's is nobody's."""
    location = snapshots.locate(public_id)
    account = accounts.load(location.account_id) if location else None
    if location is None or account is None or location.conference_id != conference_id:
        return Found((), 0)
    return Found((Hit(account.id, account.in_order[0].shown, ()),), 1)


def _by_other_address(
    conference_id: str, people: dict[str, tuple[Registration, ...]], text: str
) -> Found:
    """By an address that isn't registered itself, of somebody who is under another."""
    try:
        owner = accounts.owner_of(normalise(text))
    except InvalidAddress:
        return Found((), 0)
    account = accounts.load(owner) if owner else None
    if account is None:
        return Found((), 0)
    held = [one.normalised for one in account.verified]
    hits = tuple(Hit(account.id, one, people[one]) for one in held if one in people)
    # Registered under an address that left the account: what it claimed is still there.
    if not hits and claims.at_conference(account.id, conference_id).claim.version:
        hits = (Hit(account.id, account.in_order[0].shown, ()),)
    return Found(hits, len(hits))
