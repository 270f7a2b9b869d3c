"""An operator moves a registration to another address of the same person."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import Act, By, Entry, conference_scope
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.domain.registration import Registration
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger
from chalicelib.services.audit.record import record, refused
from chalicelib.store.people import accounts, registering, registrations
from chalicelib.store.transactions import Transaction

_TRIES = 8


@dataclass(frozen=True, slots=True)
class RegistrationMove:
    """What would be moved, between normalised addresses."""

    conference_id: str
    source: str
    target: str
    moved: tuple[Registration, ...]
    there: tuple[Registration, ...]
    act: Act
    noted: tuple[Entry, ...]

    @property
    def after(self) -> tuple[Registration, ...]:
        """What the other address holds then."""
        return self.there + tuple(one for one in self.moved if one not in self.there)


def plan(conference_id: str, address: str, to: str, by: By, now: datetime) -> RegistrationMove:
    """The move of everything that an address holds at a conference.

    Registrations that the other address has there stay and are combined with it. In the audit, with
    the ids of both addresses and of the accounts that have verified them. Raises NotFound, Conflict
    (same address).
    """
    source, target = _normalised(address), _normalised(to)
    if source == target:
        raise Conflict(f"{address} and {to} are the same address.")
    held = registrations.by_address([source, target], conference_id)
    if source not in held:
        raise NotFound(f"{address} is not registered for {conference_id}.")
    both = (source, target)
    subjects = [*map(address_id, both), *filter(None, map(accounts.owner_of, both))]
    act = Act(conference_scope(conference_id), "move-registration", tuple(subjects))
    noted = tuple(record(act, by, now))
    there = held.get(target, ())
    return RegistrationMove(conference_id, source, target, held[source], there, act, noted)


def move(planned: RegistrationMove, by: By, now: datetime) -> None:
    """Move it, whole or not at all. Raises Conflict where one of the addresses changed since."""
    after = {planned.source: (), planned.target: planned.after}
    for _ in range(_TRIES):
        before = registrations.held_by(after, planned.conference_id)
        if before[planned.source].registrations != planned.moved:
            break
        if before[planned.target].registrations != planned.there:
            break
        try:
            with Transaction() as transaction:
                registering.within(transaction, planned.conference_id, before, after)
        except Conflict:
            continue  # of others on the roster, which everybody's change writes
        logger.info("registration moved", conference=planned.conference_id)
        return
    refused(planned.act, planned.noted, by, now)
    raise Conflict("Someone else is changing these registrations. Look again, then move them.")


def _normalised(address: str) -> str:
    try:
        return normalise(address)
    except InvalidAddress as problem:
        raise NotFound(f"{address} is not an email address: {problem}") from None
