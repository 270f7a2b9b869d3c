"""What people are registered as, as the tables have it."""

from collections.abc import Iterable

from chalicelib.domain.registration import Registration
from chalicelib.store.people import registrations


def registered_at(addresses: Iterable[str], conference_id: str) -> list[Registration]:
    """The registrations of normalised addresses at a conference."""
    held = registrations.by_address(addresses, conference_id)
    return [registration for of_one in held.values() for registration in of_one]
