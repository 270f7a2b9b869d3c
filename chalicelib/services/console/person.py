"""One person as a conference's organizers see them: nothing of other conferences, and no devices."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, account_scope, conference_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.conference import Session
from chalicelib.domain.email_address import address_id
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.domain.registration import Registration
from chalicelib.errors import Invalid, NotFound
from chalicelib.logs import logger
from chalicelib.services.audit.record import record
from chalicelib.services.certificates.rounds import Generated
from chalicelib.services.organizers import resend as sending
from chalicelib.services.organizers import revoke as revoking
from chalicelib.services.organizers.revoke import Revoked
from chalicelib.store.claims import claims, conferences
from chalicelib.store.people import accounts, credentials, registrations, rosters


@dataclass(frozen=True, slots=True)
class Person:
    """What is held at one conference. `account` is None while nobody has verified the address."""

    account: Account | None
    registered: dict[str, tuple[Registration, ...]]
    holdings: Holdings | None
    selected: tuple[Session, ...] = ()

    @property
    def name(self) -> str:
        """The account's name, or that on a badge, or the address."""
        names = [one.name for held in self.registered.values() for one in held if one.name]
        return (self.account.name if self.account else "") or next(
            iter(names), next(iter(self.registered), "")
        )

    @property
    def newest_first(self) -> list[Certificate]:
        """The certificates."""
        return list(reversed(self.holdings.certificates)) if self.holdings else []


def open_person(conference_id: str, person_id: str, by: By, now: datetime) -> Person:
    """In the audit. Raises NotFound for everybody who has nothing to do with this conference."""
    if person_id.startswith("~"):
        return _unverified(conference_id, person_id[1:], by, now)
    account, registered, holdings = _known(conference_id, person_id)
    record(Act(conference_scope(conference_id), "open-person", (account.id,)), by, now)
    stored = conferences.load(conference_id)
    known = {one.id: one for one in (*stored.sessions, *stored.withdrawn)} if stored else {}
    selected = (known[one] for one in holdings.claim.ticks if one in known)
    return Person(
        account, registered, holdings, tuple(sorted(selected, key=lambda one: one.starts_at))
    )


def rename(conference_id: str, account_id: str, name: str, by: By, now: datetime) -> None:
    """The name that the next certificate prints. Raises Invalid, NotFound."""
    account, _, _ = _known(conference_id, account_id)
    cleaned = cleaned_name(name)
    problems = name_problems(cleaned)
    if problems:
        raise Invalid(problems)
    record(Act(account_scope(account.id), "rename", (account.id,)), by, now)
    credentials.rename(account.id, cleaned)
    logger.info("renamed by an organizer", account=account.id)


def resend(conference_id: str, account_id: str, public_id: str, by: By, now: datetime) -> Generated:
    """Send one again. Raises NotFound, and Conflict with the reason why it can't be sent."""
    _certificate(conference_id, account_id, public_id)
    return sending.resend(public_id, by, now)


def revoke(
    conference_id: str,
    account_id: str,
    public_id: str,
    entry: tuple[str, bool],
    by: By,
    now: datetime,
) -> Revoked:
    """Take one back; `entry` is the reason, and whether another may be made. Raises NotFound, Invalid."""
    _certificate(conference_id, account_id, public_id)
    reason, may_reissue = entry
    return revoking.revoke(public_id, reason, may_reissue, by, now)


def _certificate(conference_id: str, account_id: str, public_id: str) -> None:
    """Raises NotFound for what is not this person's at this conference."""
    held = claims.at_conference(account_id, conference_id).certificates
    if not any(one.public_id == public_id for one in held):
        raise NotFound


def _known(
    conference_id: str, account_id: str
) -> tuple[Account, dict[str, tuple[Registration, ...]], Holdings]:
    account = accounts.load(account_id)
    if account is None:
        raise NotFound
    addresses = [one.normalised for one in account.verified]
    registered = registrations.by_address(addresses, conference_id)
    holdings = claims.at_conference(account_id, conference_id)
    if not registered and not holdings.certificates and not holdings.claim.version:
        raise NotFound
    return account, registered, holdings


def _unverified(conference_id: str, wanted: str, by: By, now: datetime) -> Person:
    found = rosters.load(conference_id)
    people = found.people if found else {}
    held = {one: people[one] for one in people if address_id(one) == wanted}
    if not held:
        raise NotFound
    record(Act(conference_scope(conference_id), "open-person", (wanted,)), by, now)
    return Person(None, held, None)
