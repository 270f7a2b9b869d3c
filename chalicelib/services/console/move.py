"""Move a registration to the person's other address, by the rule of `ops move-registration`."""

from datetime import datetime

from chalicelib.domain.audit import By
from chalicelib.domain.conference import Conference
from chalicelib.domain.email_address import address_id
from chalicelib.errors import NotFound
from chalicelib.services.console.person import Registered, known, unverified
from chalicelib.services.mail import helped, send, unknown
from chalicelib.services.organizers import move_registration as moving
from chalicelib.services.people.reset_password import checked_address
from chalicelib.store.people import accounts, registrations


def move(
    conference: Conference, person_id: str, from_id: str, typed: str, by: By, now: datetime
) -> str:
    """Move what the address (its id) holds to another one; returns the id of the person who has it.

    Both addresses, and those of their accounts, are told. Raises NotFound, Invalid, Conflict,
    TooManyRequests.
    """
    target = checked_address(typed, "email")
    held = _registered(conference.id, person_id)
    source = next((one for one in held if address_id(one) == from_id), None)
    if source is None:
        raise NotFound
    owner = accounts.owner_of(target)
    if owner is None and not registrations.of_address(target):
        unknown.take(by.who, now)
    planned = moving.plan(conference.id, source, target, by, now)
    moving.move(planned, by, now)
    told = dict.fromkeys(
        [*_addresses(source, accounts.owner_of(source)), *_addresses(target, owner)]
    )
    send.tell(told, lambda to: helped.registration_moved_mail(to, conference, source, target))
    return owner or f"~{address_id(target)}"


def _registered(conference_id: str, person_id: str) -> Registered:
    if person_id.startswith("~"):
        return unverified(conference_id, person_id)
    return known(conference_id, person_id)[1]


def _addresses(normalised: str, owner: str | None) -> list[str]:
    """The verified addresses of the account that has this one, or this one alone."""
    account = accounts.load(owner) if owner else None
    return send.own_addresses(account) if account else [normalised]
