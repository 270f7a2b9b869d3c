"""Which of a scope's entries somebody asked to see."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import Entry

_ACCOUNT = "account:"


@dataclass(frozen=True, slots=True)
class Filter:
    """`people` are ids of one person (None: everybody's), who acted or was touched; `action` "": any.

    `since` and `until` are moments: from the first on, before the second.
    """

    people: frozenset[str] | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def shows(self, entry: Entry) -> bool:
        """Whether it is asked for."""
        if self.action and entry.action != self.action:
            return False
        if self.until is not None and entry.at >= self.until:
            return False
        return not self.is_past(entry) and self._concerns(entry)

    def is_past(self, entry: Entry) -> bool:
        """Whether this entry, and so each before it, is older than asked for."""
        return self.since is not None and entry.at < self.since

    def _concerns(self, entry: Entry) -> bool:
        if self.people is None:
            return True
        return account_of(entry.who) in self.people or not self.people.isdisjoint(entry.subjects)


def account_of(who: str) -> str:
    """The account that acted, "" where it was none."""
    return who.removeprefix(_ACCOUNT) if who.startswith(_ACCOUNT) else ""
