"""Each day's last entries, kept where nobody can change them: from then on, a cut or a change shows."""

from datetime import date, datetime, timedelta

from chalicelib import metrics
from chalicelib.aws import audit_bucket
from chalicelib.domain.audit_check import Stored, heads_of, last_day_over
from chalicelib.store import audit

_LOOKS_BACK = timedelta(days=31)


def keep_heads(now: datetime) -> list[date]:
    """Keep the heads of every day that is over and has none; returns those days.

    After a pause it catches up with the days since the last heads, a month at most.
    """
    until = last_day_over(now)
    since = max(audit_bucket.days_after(until - _LOOKS_BACK), default=until - timedelta(days=1))
    days = [since + timedelta(days=number) for number in range(1, (until - since).days + 1)]
    for day in days:
        audit_bucket.put(day, heads_of(_last_of_each(day)))
    if days:
        metrics.record(metrics.Metric.AUDIT_HEADS)
    return days


def _last_of_each(day: date) -> dict[str, Stored]:
    """The entry with the highest number of each scope that has entries of the day."""
    found: dict[str, Stored] = {}
    for scope, stored in audit.of_day(day.isoformat()):
        if scope not in found or found[scope].number < stored.number:
            found[scope] = stored
    return found
