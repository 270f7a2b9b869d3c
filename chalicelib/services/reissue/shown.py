"""What a reissue's pages show beside its record."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.conference import Session
from chalicelib.domain.reissue import Reissue, State
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record
from chalicelib.store.claims import conferences


@dataclass(frozen=True, slots=True)
class Beside:
    """The title of the session that it is limited to, and whether the conference changed since."""

    session: str
    changed: bool


def choices(conference_id: str) -> list[Session]:
    """The sessions that certificates can list."""
    stored = conferences.load(conference_id)
    return [one for one in stored.sessions if one.eligible] if stored else []


def beside(held: Reissue) -> Beside:
    """Of its conference as it is now."""
    stored = conferences.load(held.conference_id)
    if stored is None:
        raise NotFound
    wanted = held.wanted.session_id
    titles = (one.title for one in (*stored.sessions, *stored.withdrawn) if one.id == wanted)
    counted = held.state is not State.COUNTING
    return Beside(next(titles, wanted), counted and stored.revision != held.revision)


def sample_link(held: Reissue, by: By, now: datetime) -> str:
    """Where the sample is for a minute. It is somebody's, so looking at it is in the audit.

    Raises NotFound where there is none, or no more.
    """
    if held.sample is None or held.state is State.COUNTING or not held.sample_is_kept(now):
        raise NotFound
    subjects = (held.sample.account_id, held.sample.public_id)
    act = Act(conference_scope(held.conference_id), "open-reissue-sample", subjects)
    record(act, by, now)
    return bucket.sample_link(held.id)
