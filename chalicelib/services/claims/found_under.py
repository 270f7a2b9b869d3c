"""What an address brought: the conferences registered under it, for the page after it was verified."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Address
from chalicelib.domain.conference import Conference
from chalicelib.domain.listing import opens_on, why_not_listed
from chalicelib.domain.reasons import listing_sentence
from chalicelib.settings import settings
from chalicelib.store.claims import conferences
from chalicelib.store.people import registrations


@dataclass(frozen=True, slots=True)
class FoundConference:
    """A conference registered under an address; `why_not` is "" where it can be claimed."""

    conference: Conference
    why_not: str


def found_under(address: Address, now: datetime) -> list[FoundConference]:
    """Newest first, with one query and one batch; only for an address that is verified."""
    held = registrations.of_address(address.normalised)
    found = conferences.load_settings(registration.conference_id for registration in held)
    first_year = settings().first_ceu_year
    shown = []
    for conference in sorted(found.values(), key=lambda c: c.starts_on, reverse=True):
        own = [one for one in held if one.conference_id == conference.id]
        reason = why_not_listed(conference, own, now, first_year)
        why = listing_sentence(reason, first_year, opens_on(conference)) if reason else ""
        shown.append(FoundConference(conference, why))
    return shown
