"""One person as a conference's organizers see them: nothing of other conferences, and no devices."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import Session
from chalicelib.domain.email_address import address_id
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.missed import may_be_added
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.registration import Registration
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record
from chalicelib.services.claims.open_conference import assembled
from chalicelib.store.claims import claims, conferences
from chalicelib.store.people import accounts, registrations, rosters

Registered = dict[str, tuple[Registration, ...]]  # by normalised address


@dataclass(frozen=True, slots=True)
class Person:
    """What is held at one conference. `account` is None while nobody has verified the address.

    `opened` is the conference as the person sees it, None where no address of theirs is registered.
    """

    id: str
    account: Account | None
    registered: Registered
    holdings: Holdings | None = None
    opened: OpenConference | None = None
    known: tuple[Session, ...] = ()

    @property
    def name(self) -> str:
        """The account's name, or that on a badge, or the address."""
        names = [one.name for held in self.registered.values() for one in held if one.name]
        return (self.account.name if self.account else "") or next(
            iter(names), next(iter(self.registered), "")
        )

    def id_of(self, address: str) -> str:
        """Names a registered address in forms without showing it."""
        return address_id(address)

    @property
    def newest_first(self) -> list[Certificate]:
        """The certificates."""
        return list(reversed(self.holdings.certificates)) if self.holdings else []

    @property
    def claim(self) -> Claim | None:
        """The selection as saved."""
        return self.holdings.claim if self.holdings else None

    @property
    def selected(self) -> list[Session]:
        """The selected sessions, in order of their time."""
        ticks = self.claim.ticks if self.claim else {}
        return sorted((one for one in self.known if one.id in ticks), key=lambda s: s.starts_at)

    @property
    def missed(self) -> list[Session]:
        """The sessions that can be added to the selection."""
        return may_be_added(self.opened) if self.opened else []


def open_person(conference_id: str, person_id: str, by: By, now: datetime) -> Person:
    """In the audit. Raises NotFound for everybody who has nothing to do with this conference."""
    if person_id.startswith("~"):
        held = unverified(conference_id, person_id)
        _note(conference_id, person_id[1:], by, now)
        return Person(person_id, None, held)
    account, registered, holdings = known(conference_id, person_id)
    _note(conference_id, account.id, by, now)
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    held_here = [one for held in registered.values() for one in held]
    opened = assembled(account, stored, held_here, holdings, now) if held_here else None
    sessions = (*stored.sessions, *stored.withdrawn)
    return Person(account.id, account, registered, holdings, opened, sessions)


def known(conference_id: str, account_id: str) -> tuple[Account, Registered, Holdings]:
    """An account that has to do with the conference, and what it holds there. Raises NotFound."""
    account = accounts.load(account_id)
    if account is None:
        raise NotFound
    addresses = [one.normalised for one in account.verified]
    registered = registrations.by_address(addresses, conference_id)
    holdings = claims.at_conference(account_id, conference_id)
    if not registered and not holdings.certificates and not holdings.claim.version:
        raise NotFound
    return account, registered, holdings


def unverified(conference_id: str, person_id: str) -> Registered:
    """What is registered under an address that is named by `~` and its id. Raises NotFound."""
    found = rosters.load(conference_id)
    people = found.people if found else {}
    held = {one: people[one] for one in people if address_id(one) == person_id[1:]}
    if not held:
        raise NotFound
    return held


def certificate_of(conference_id: str, account_id: str, public_id: str) -> Certificate:
    """Raises NotFound for what is not this person's at this conference."""
    for one in claims.at_conference(account_id, conference_id).certificates:
        if one.public_id == public_id:
            return one
    raise NotFound


def _note(conference_id: str, subject: str, by: By, now: datetime) -> None:
    record(Act(conference_scope(conference_id), "open-person", (subject,)), by, now)
