"""What a process keeps of what it read: schedules are large, seldom change, and are on every page."""

from collections import OrderedDict
from typing import Generic, TypeVar

MOST = 16  # of a megabyte or so each

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by id, each with the stamp of the write that left it; the oldest go first."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, tuple[str, T]] = OrderedDict()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str, stamp: str | None) -> T | None:
        """What is kept, if it is of that stamp; None where it is older, or nothing is kept."""
        kept = self._values.get(key)
        return kept[1] if kept is not None and kept[0] == stamp else None

    def put(self, key: str, stamp: str | None, value: T) -> None:
        """Keep a value; one without a stamp, as version 0.1.0 wrote them, is not kept."""
        self._values.pop(key, None)
        if stamp is None:
            return
        self._values[key] = (stamp, value)
        while len(self._values) > MOST:
            self._values.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing, as a process that has just begun."""
        self._values.clear()
