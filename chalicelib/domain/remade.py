"""One certificate made again with today's settings: what it says then, or why it can't be (rule 9)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.certificate import (
    AttendedAs,
    AttendedSession,
    Certificate,
    Location,
    Snapshot,
)
from chalicelib.domain.conference import Session
from chalicelib.domain.digest import digest_of
from chalicelib.domain.license_obstacles import license_obstacles
from chalicelib.domain.obstacles import obstacles
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.problem import Code
from chalicelib.domain.reissue import Difference, Line, Outcome
from chalicelib.domain.snapshot import make_snapshot
from chalicelib.domain.standing import same_hours
from chalicelib.domain.tick import Tick


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a certificate stays as it is: a Code or a Reason, and the session in the way ("": none)."""

    code: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """What the new certificate has of its own."""

    public_id: str
    number: int
    portal_url: str
    at: datetime


def ticks_of(printed: Snapshot) -> dict[str, Tick]:
    """What the person chose, as the certificate shows it; a date of the session's own is none."""
    return {
        session.id: Tick(session.attended_on, recording=session.attended_as is AttendedAs.RECORDING)
        for session in printed.sessions
    }


def obstacle(opened: OpenConference, printed: Snapshot) -> Obstacle | None:
    """Whether Generate would refuse these sessions, this name and this license today, and why.

    A session that the organizer replaced by another is in the way, too: its holder attested the first.
    """
    then = _as_printed(opened, printed)
    for session in printed.sessions:
        known = opened.known.get(session.id)
        if known is not None and _replaced(session, known):
            return Obstacle(Code.SESSION_REPLACED, session.title)
    found = obstacles(then, printed.name) + license_obstacles(then, None, printed.license)
    if not found:
        return None
    ids = found[0].field.removeprefix("selections.").split("+")
    titles = {session.id: session.title for session in printed.sessions}
    return Obstacle(found[0].code, titles.get(ids[0], ""))


def remake(opened: OpenConference, printed: Snapshot, issuing: Issuing) -> Snapshot:
    """The certificate as it would be today; dates, name and license as the person chose them."""
    made = make_snapshot(
        opened.conference,
        _as_printed(opened, printed).attended,
        name=printed.name,
        location=Location(printed.account_id, printed.conference_id, issuing.number),
        public_id=issuing.public_id,
        portal_url=issuing.portal_url,
        issued_at=issuing.at,
        printed_license=printed.license,
    )
    return replace(
        made,
        attested=printed.attested,
        attested_at=printed.confirmed_at if printed.attested else None,
        replaces=printed.public_id,
    )


def line_of(certificate: Certificate, printed: Snapshot, after: Snapshot | Obstacle) -> Line:
    """What a reissue comes to for a certificate."""
    line = Line(certificate.location.account_id, certificate.public_id, Outcome.LEFT_OUT)
    if isinstance(after, Obstacle):
        return replace(line, code=after.code, session=after.session)
    if digest_of(after) == certificate.digest:
        return replace(line, outcome=Outcome.SAME)
    return replace(
        line,
        outcome=Outcome.AGAIN,
        alike=same_hours(after, printed),
        differences=tuple(differences(printed, after)),
    )


def differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """The printed totals that differ, built-in ones first."""
    then, now = before.totals.total, after.totals.total
    pairs = [
        ("Contact hours", str(then.hours), str(now.hours)),
        ("CEUs", str(then.ceus), str(now.ceus)),
    ]
    if all(was == is_ for _, was, is_ in pairs):
        pairs = [("Contact minutes", str(then.minutes), str(now.minutes))]
    credits_then = {total.id: total for total in before.credits}
    credits_now = {total.id: total for total in after.credits}
    for id_ in credits_then | credits_now:
        was, is_ = credits_then.get(id_), credits_now.get(id_)
        label = (is_ or was).label  # type: ignore[union-attr]
        pairs.append((label, str(was.amount) if was else "–", str(is_.amount) if is_ else "–"))
    return (Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _as_printed(opened: OpenConference, printed: Snapshot) -> OpenConference:
    return opened.with_claim(replace(opened.claim, ticks=ticks_of(printed)))


def _replaced(printed: AttendedSession, known: Session) -> bool:
    """Whether the id meant another session when the certificate was made."""
    if not any(before.replaced for before in known.earlier):
        return False
    if (printed.title, printed.starts_at) == (known.title, known.starts_at):
        return False
    states = [(before.title, before.starts_at) for before in known.earlier]
    was = (printed.title, printed.starts_at)
    since = known.earlier[states.index(was) :] if was in states else known.earlier
    return any(before.replaced for before in since)
