"""A sample certificate: what a conference's look comes to before anybody has one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from chalicelib.domain.attended import attended_sessions
from chalicelib.domain.certificate import Location, Snapshot
from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.snapshot import make_snapshot

SAMPLE_ID = "SAMP-LESA-MPLE-SAMP"
SAMPLE_NAME = "Sample Participant"
MOST = 6  # sessions of a sample in the console: enough to see a row of each kind
_MINUTES = 60


def sample(
    conference: Conference, sessions: Sequence[Session], name: str, now: datetime, portal_url: str
) -> Snapshot:
    """A snapshot as Generate would make one for somebody who attended all of `sessions` live."""
    return make_snapshot(
        conference,
        attended_sessions({s.id: s.day for s in sessions}, {s.id: Claimable(s) for s in sessions}),
        name=name,
        location=Location("sample", conference.id, 1),
        public_id=SAMPLE_ID,
        portal_url=portal_url,
        issued_at=now,
    )


def sample_sessions(conference: Conference, sessions: Sequence[Session]) -> list[Session]:
    """The first with credit, or made up where there are none; some of every credit type there is.

    So that a look can be chosen before the schedule came, and each credit type's words are seen.
    """
    chosen = [session for session in sessions if session.eligible][:MOST]
    chosen = chosen or [_made_up(conference, number) for number in range(2)]
    shown = {name for session in chosen for name, minutes in session.credits if minutes}
    lacking = [t.id for t in conference.policies.credit_types if t.id not in shown]
    first = chosen[0]
    minutes = first.contact_minutes or _MINUTES
    earned = {**dict(first.credits), **dict.fromkeys(lacking, minutes)}
    return [replace(first, credits=tuple(earned.items())), *chosen[1:]]


def _made_up(conference: Conference, number: int) -> Session:
    starts = datetime.combine(conference.starts_on, time(9 + 2 * number), conference.zone)
    return Session(
        id=f"sample-{number}",
        title=f"Sample session {number + 1}",
        day=conference.starts_on,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=_MINUTES),
        speakers=("A Speaker",),
        contact_minutes=_MINUTES,
    )
