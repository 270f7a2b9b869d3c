"""How the queue stands, for the operator: what waits, what lies dead, what is unfinished and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.aws import imports_queue, queue_depths
from chalicelib.domain.ages import AGES, OLDER, age_in_words
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.recovery import DEFERRED_FOR
from chalicelib.store.certificates import certificates


@dataclass(frozen=True, slots=True)
class Status:
    """Messages are counted by SQS, about; those `in_hand` are being sent, or hidden until their next try.

    `unfinished` has a count for each age, youngest first; `deferred` of them have no message, since
    SES's day is used up. `reports` are SES's reports that wait and that lie dead, None where no queue
    takes them; `imports` are the same of organizers' files.

    The age of a certificate is counted from when its round was opened; `oldest` is None when there
    is none.
    """

    waiting: int
    in_hand: int
    dead_letters: int
    unfinished: dict[str, int]
    oldest: timedelta | None
    deferred: int
    reports: tuple[int, int] | None = None
    imports: tuple[int, int] | None = None


def status(now: datetime) -> Status:
    """Counts as they stand; the index of unfinished certificates lags by a second or so."""
    found = _unfinished(now)
    ages = [now - certificate.round_at for certificate in found]
    counts = dict.fromkeys([*AGES, OLDER], 0)
    for age in ages:
        counts[age_in_words(age)] += 1
    return Status(
        waiting=queue_depths.backlog(),
        in_hand=queue_depths.in_hand(),
        dead_letters=queue_depths.dead_letters(),
        unfinished=counts,
        oldest=max(ages, default=None),
        deferred=sum(certificate.queued_at > now for certificate in found),
        reports=queue_depths.reports(),
        imports=imports_queue.counts(),
    )


def _unfinished(now: datetime) -> list[Certificate]:
    """Also those whose turn comes later: a deferred one is queued at a time to come."""
    found = map(certificates.load, certificates.unfinished(now + DEFERRED_FOR + timedelta(days=1)))
    return [certificate for certificate in found if certificate and certificate.status.unfinished]
