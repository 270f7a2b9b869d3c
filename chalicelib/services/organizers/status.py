"""How the queue stands, for the operator: what waits, what lies dead, what is unfinished and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.aws import queue
from chalicelib.domain.recovery import AGES, OLDER, age_in_words
from chalicelib.store.certificates import certificates


@dataclass(frozen=True, slots=True)
class Status:
    """Messages are counted by SQS, about. `unfinished` has a count for each age, youngest first.

    `reports` are SES's reports that wait and that lie dead, None where no queue takes them.

    The age of a certificate is counted from when its round was opened; `oldest` is None when there
    is none.
    """

    waiting: int
    dead_letters: int
    unfinished: dict[str, int]
    oldest: timedelta | None
    reports: tuple[int, int] | None = None


def status(now: datetime) -> Status:
    """Counts as they stand; the index of unfinished certificates lags by a second or so."""
    ages = [now - opened_at for opened_at in _opened(now)]
    counts = dict.fromkeys([*AGES, OLDER], 0)
    for age in ages:
        counts[age_in_words(age)] += 1
    return Status(
        queue.backlog(), queue.dead_letters(), counts, max(ages, default=None), queue.reports()
    )


def _opened(now: datetime) -> list[datetime]:
    found = []
    for location in certificates.unfinished(now):
        certificate = certificates.load(location)
        if certificate is not None and certificate.status.unfinished:
            found.append(certificate.round_at)
    return found
