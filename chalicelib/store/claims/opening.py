"""What opening a conference reads first: what a person is registered as, and which revision stands."""

from collections.abc import Iterable

from chalicelib.domain.registration import Registration
from chalicelib.store.accounts_table import RegistrationsItem
from chalicelib.store.claims.conferences import StoredConference, of_head
from chalicelib.store.conferences_table import ConferenceItem
from chalicelib.store.keys import CONFERENCE, email_key, registration_key
from chalicelib.store.people.registrations import read_registrations
from chalicelib.store.tables import find_together


def registered(
    addresses: Iterable[str], conference_id: str
) -> tuple[list[Registration], StoredConference | None]:
    """The registrations of normalised addresses, and the conference if there is one of both.

    One call, and another for a schedule that this process does not have yet.
    """
    keys = [
        (RegistrationsItem, email_key(address), registration_key(conference_id))
        for address in addresses
    ]
    items = find_together([*keys, (ConferenceItem, conference_id, CONFERENCE)])
    held = [
        one
        for item in items
        if isinstance(item, RegistrationsItem)
        for one in read_registrations(item)
    ]
    head = next((item for item in items if isinstance(item, ConferenceItem)), None)
    return held, of_head(conference_id, head) if held else None
