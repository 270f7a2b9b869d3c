"""What stands in the tables while bad input is tried: one conference of March 2024, one account."""

from dataclasses import replace
from datetime import date, timedelta

from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.registration import Registration
from chalicelib.store.claims import conferences
from chalicelib.store.people import imported_accounts, registrations
from samples import world

SPRING = replace(world.spring(), id="spring", starts_on=date(2024, 3, 6), ends_on=date(2024, 3, 7))


def hold() -> None:
    """Spring with one session, and Alice, who is registered for it."""
    conferences.save(SPRING, (_opening(SPRING),), expected_revision=0)
    imported_accounts.save("alice", "Alice Ångström", [(world.ALICE, True)], None, world.NOW)
    registrations.put_many(SPRING.id, {world.ALICE: (Registration(SPRING.id, type="full"),)})


def _opening(conference: Conference) -> Session:
    moved = conference.starts_on - world.FIRST_DAY
    opening = world.session("opening")
    return replace(
        opening,
        day=conference.starts_on,
        starts_at=opening.starts_at + timedelta(days=moved.days),
        ends_at=opening.ends_at + timedelta(days=moved.days),
    )
