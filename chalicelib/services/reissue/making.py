"""Makes the next part of a reissue: each certificate once, however often a part is begun.

The transaction that makes one takes effect only while the certificate it replaces still stands, so its
holder, another consumer and an earlier try of this one make one between them.
"""

from dataclasses import replace

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.digest import digest_of
from chalicelib.domain.issued import new_certificate
from chalicelib.domain.new_deliveries import new_deliveries
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.reissue import Line, Outcome, Reissue
from chalicelib.domain.remade import Obstacle, ticks_of
from chalicelib.errors import Conflict
from chalicelib.importing.progress import in_parallel, silent
from chalicelib.services.audit.record import record
from chalicelib.services.certificates.enqueue import enqueue
from chalicelib.services.reissue.holder import as_today, open_for, standing
from chalicelib.services.reissue.step import Clock, keep_made
from chalicelib.store.certificates import certificates, rounds, snapshots
from chalicelib.store.claims.conferences import StoredConference
from chalicelib.store.organizers import reissues

_TRIES = 5  # somebody who generates at this moment changes what was read


def make_part(held: Reissue, stored: StoredConference, clock: Clock) -> Reissue:
    """Make what the next part of its list names, with who asked for it and why in the audit first."""
    lines = reissues.part(held, held.place)
    again = [line for line in lines if line.outcome is Outcome.AGAIN]
    # A list with two certificates of one person: one after the other, or they would only meet.
    people: dict[str, list[Line]] = {}
    for line in again:
        people.setdefault(line.account_id, []).append(line)
    if again:
        facts = {"reissue": held.number, "part": str(held.place + 1)}
        subjects = tuple(line.public_id for line in again)
        act = Act(conference_scope(held.conference_id), "reissue", subjects, facts)
        record(act, By(held.asked_by, held.why), clock())

    def make(of_one: list[Line]) -> int:
        return sum([_made(held, stored, line, clock) for line in of_one])

    made = sum(in_parallel(list(people.values()), make, "Making", silent))
    return keep_made(held, made, len(again) - made, clock())


def _made(held: Reissue, stored: StoredConference, line: Line, clock: Clock) -> bool:
    """Whether this reissue made it, now or before it was interrupted. Raises Conflict."""
    for _ in range(_TRIES):
        opened = open_for(stored, line.account_id, clock())
        if opened is None:
            return False
        before = standing(opened, line.public_id)
        if before is None:
            return _was_made(held, opened, line)
        printed = snapshots.load(line.public_id)
        after = printed and as_today(opened, printed, clock(), new_public_id())
        if printed is None or after is None or isinstance(after, Obstacle):
            return False
        if digest_of(after) == before.digest:
            return False
        try:
            _create(held, opened, before, (printed, after))
        except Conflict:
            continue
        return True
    raise Conflict("This certificate is being changed by someone else.")


def _create(
    held: Reissue, opened: OpenConference, before: Certificate, pair: tuple[Snapshot, Snapshot]
) -> None:
    printed, after = pair
    certificate = new_certificate(after, digest_of(after), held.number)
    deliveries = new_deliveries(opened.account, certificate) if held.wanted.email else ()
    claim = opened.claim
    # What was ticked since then is on no certificate still.
    issued = claim.issued if claim.issued is not None else ticks_of(printed)
    try:
        rounds.create_certificate(
            replace(claim, ticks=issued), certificate, after, deliveries, (before,)
        )
    except Conflict:
        if certificates.load(certificate.location) != certificate:
            raise
        # The condition failed on our own write, repeated after a time-out.
    enqueue(certificate.public_id)


def _was_made(held: Reissue, opened: OpenConference, line: Line) -> bool:
    """Whether an earlier try of this part made it; its message may be lost, and is sent again."""
    by_id = {one.public_id: one for one in opened.holdings.certificates}
    old = by_id.get(line.public_id)
    following = by_id.get(old.superseded_by) if old else None
    if following is None or following.reissue != held.number:
        return False
    if following.status.unfinished:
        enqueue(following.public_id)
    return True
