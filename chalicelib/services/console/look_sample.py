"""A sample with a look that is typed or stored: its pages as images, and as a PDF.

What is typed is kept under its digest, so that a sample has an address of its own and the page beside it
stays small. It holds settings of a conference, and of people only who signs. It is forgotten in a week.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from chalicelib.aws import looks
from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.sample import SAMPLE_NAME, sample, sample_sessions
from chalicelib.errors import NotFound
from chalicelib.services.certificates.sample import pictured, rendered
from chalicelib.services.console.change import Asked, StoredConference
from chalicelib.services.console.look import conference_with
from chalicelib.services.people import throttle
from chalicelib.settings import settings

PAGES = ("certificate", "transcript")  # in the order of the PDF, whose first two these are
_DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class SampleOf:
    """The conference, and the look it is to have: None for its own."""

    stored: StoredConference
    asked: Asked | None


def keep(stored: StoredConference, asked: Asked) -> str:
    """Keep what is typed; returns its name."""
    said = {"values": asked.values, "images": asked.images}
    body = json.dumps(said, default=_written, sort_keys=True).encode()
    return looks.put(stored.conference.id, body)


def kept(stored: StoredConference, name: str) -> Asked:
    """What was typed. Raises NotFound where nothing has this name at this conference, or no longer."""
    body = looks.get(stored.conference.id, name)
    if body is None:
        raise NotFound
    said = json.loads(body, object_hook=_read)
    return Asked("look", stored.revision, said["values"], said["images"])


def image(of: SampleOf, page: str, asked_by: str, now: datetime) -> str:
    """A page of it as SVG. Raises Invalid, NotRendered, TooManyRequests."""
    return pictured(_snapshot(of, asked_by, now), PAGES.index(page))


def pdf_link(of: SampleOf, asked_by: str, now: datetime) -> str:
    """Make the PDF; where it can be downloaded for a minute. Raises as `image`."""
    made = rendered(_snapshot(of, asked_by, now))
    conference_id = of.stored.conference.id
    return looks.put_sample(conference_id, made.pdf, f"sample-{conference_id}.pdf")


def _snapshot(of: SampleOf, asked_by: str, now: datetime) -> Snapshot:
    conference = of.stored.conference if of.asked is None else conference_with(of.stored, of.asked)
    # Before the work: it is the dearest that a page of ours can ask for.
    throttle.take("sample-account", asked_by, now)
    sessions = sample_sessions(conference, of.stored.sessions)
    return sample(conference, sessions, SAMPLE_NAME, now, settings().portal_url)


def _written(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    raise TypeError(type(value).__name__)


def _read(found: dict[str, Any]) -> Any:
    return Decimal(found[_DECIMAL]) if found.keys() == {_DECIMAL} else found
