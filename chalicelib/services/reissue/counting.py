"""Counts what a reissue would make, part by part, and keeps the list that it will go by."""

import json
from dataclasses import replace
from datetime import datetime, time

from chalicelib.aws import reissue_samples, stored_images
from chalicelib.domain.conference import Conference
from chalicelib.domain.problem import Code
from chalicelib.domain.reissue import Counts, Line, Outcome, Reissue, State
from chalicelib.domain.remade import Obstacle, line_of
from chalicelib.importing.progress import in_parallel, silent
from chalicelib.logs import logger
from chalicelib.services.reissue.holder import as_today, open_for, standing
from chalicelib.services.reissue.step import Clock, keep
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import by_conference, claims
from chalicelib.store.claims.by_conference import START, CertificateEntry, Place
from chalicelib.store.claims.conferences import StoredConference

PART = 50  # certificates; a part is made within seconds
UNPRINTABLE = (
    "The sample couldn't be made with today's settings. Check the logo, seal and signatures of this "
    "conference, then count again."
)
Candidate = tuple[str, str]  # an account's id, and its certificate's


def count_part(held: Reissue, stored: StoredConference, clock: Clock) -> Reissue:
    """Look at the next certificates. What changed the conference meanwhile begins it anew."""
    if held.revision != stored.revision:
        held = replace(
            held, revision=stored.revision, cursor="", parts=0, counts=Counts(), reasons={},
            differing=(), left_out=(), sample=None,
        )  # fmt: skip
    found, following = _next(held, stored.conference)

    def look(one: Candidate) -> Line | None:
        return _line(held, stored, one, clock())

    seen = in_parallel(found, look, "Counting", silent)
    lines = tuple(line for line in seen if line is not None)
    after = replace(held.with_lines(lines) if lines else held, cursor=_kept(following), tries=0)
    if following is None:
        after = _counted(after, stored, clock())
    return keep(held, after, clock(), lines or None)


def _next(held: Reissue, conference: Conference) -> tuple[list[Candidate], Place | None]:
    """The next certificates that may be meant, and where to go on (None: there are no more)."""
    if held.wanted.account_ids:
        every = [
            (account_id, one.public_id)
            for account_id in held.wanted.account_ids
            for one in claims.at_conference(account_id, held.conference_id).certificates
            if not one.superseded_by and one.issued_at < _before(held, conference)
        ]
        return every, None
    place: Place | None = _place(held.cursor)
    found: list[Candidate] = []
    while place is not None and len(found) < PART:
        entries, place = by_conference.page(held.conference_id, place)
        found += [
            (one.account_id, one.public_id)
            for one in entries
            if isinstance(one, CertificateEntry)
            and not one.revoked
            and one.issued_at < _before(held, conference)
        ]
    return found, place


def _before(held: Reissue, conference: Conference) -> datetime:
    """Certificates issued from then on are not meant: those of today's settings need nothing."""
    if held.wanted.before is None:
        return held.begun_at
    midnight = datetime.combine(held.wanted.before, time(), conference.zone)
    return min(midnight, held.begun_at)


def _line(held: Reissue, stored: StoredConference, one: Candidate, now: datetime) -> Line | None:
    account_id, public_id = one
    printed = snapshots.load(public_id)
    wanted = held.wanted.session_id
    if printed is None or (wanted and all(s.id != wanted for s in printed.sessions)):
        return None
    opened = open_for(stored, account_id, now)
    if opened is None:
        return Line(account_id, public_id, Outcome.LEFT_OUT, code=Code.DELETED)
    certificate = standing(opened, public_id)
    return line_of(certificate, printed, as_today(opened, printed, now)) if certificate else None


def _counted(after: Reissue, stored: StoredConference, now: datetime) -> Reissue:
    """All of it is counted; the sample is made by the real renderer."""
    from chalicelib.documents.certificate import RenderFailed

    try:
        if after.sample is not None:
            _make_sample(after.id, after.sample, stored, now)
    except RenderFailed as problem:
        logger.warning("sample not made", reissue_id=after.id, error=type(problem).__name__)
        return replace(after, state=State.DISCARDED, sentence=UNPRINTABLE)
    return replace(after, state=State.PLANNED)


def _make_sample(reissue_id: str, line: Line, stored: StoredConference, now: datetime) -> None:
    # Only the function that makes it pays for loading the renderer.
    from chalicelib.documents.certificate import render

    printed = snapshots.load(line.public_id)
    opened = open_for(stored, line.account_id, now)
    if printed is None or opened is None:
        return
    after = as_today(opened, printed, now)
    if isinstance(after, Obstacle):
        return
    if after.license is not None:  # nobody but its holder sees a whole number
        end = replace(after.license, number=after.license.masked)
        after = replace(after, license=end)
    images = {digest: stored_images.get_image(digest) for digest in after.provider.images}
    reissue_samples.put_sample(reissue_id, render(after, images).pdf)


def _kept(place: Place | None) -> str:
    return "" if place is None else json.dumps([place[0], dict(place[1]) if place[1] else None])


def _place(cursor: str) -> Place:
    if not cursor:
        return START
    number, after = json.loads(cursor)
    return number, after
