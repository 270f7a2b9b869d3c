"""What happened between two days, for somebody who has to know whom it touched."""

from collections.abc import Iterator
from datetime import date, timedelta

from chalicelib.domain.audit import Entry, account_scope, conference_scope, parse
from chalicelib.store import audit

MOST_DAYS = 366


def between(
    first: date, last: date, *, conference: str = "", account: str = "", who: str = ""
) -> Iterator[Entry]:
    """Entries of the days from `first` to `last`, oldest first.

    `conference` keeps those of its chain; `account` those of its chain and all that name it; `who`
    those whose actor contains the text. What can't be read is left out: `check` names it.
    """
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for _, stored in audit.of_day(day.isoformat()):
            try:
                entry = parse(stored.body)
            except ValueError:
                continue
            if _concerns(entry, conference, account) and who in entry.who:
                yield entry


def _concerns(entry: Entry, conference: str, account: str) -> bool:
    if conference:
        return entry.scope == conference_scope(conference)
    if account:
        return entry.scope == account_scope(account) or account in entry.subjects
    return True
