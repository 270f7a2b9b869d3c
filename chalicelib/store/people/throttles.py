"""Throttle counters. Keys are hashed: a counter names no person and no network."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from pynamodb.exceptions import PutError

from chalicelib.domain.throttle import Tries
from chalicelib.store.accounts_table import ThrottleItem
from chalicelib.store.tables import condition_failed

Key = tuple[str, str]  # kind, and what is counted: an address, an account, a network address

_SORT_KEY = "THROTTLE"


def read(keys: Iterable[Key]) -> dict[Key, Tries]:
    """What is counted of each key, in one round trip; a key without attempts is left out."""
    by_partition = {_partition(key): key for key in keys}
    items = ThrottleItem.batch_get(
        [(partition, _SORT_KEY) for partition in by_partition], consistent_read=True
    )
    return {
        by_partition[item.pk]: Tries(int(item.tries), item.last_at, item.free_at) for item in items
    }


def replace(key: Key, before: Tries | None, after: Tries, tidy_at: datetime) -> bool:
    """Write the new count; False if another request counted in the meantime. TTL removes it after `tidy_at`."""
    unchanged = (
        ThrottleItem.pk.does_not_exist()
        if before is None
        else (ThrottleItem.tries == before.count) & (ThrottleItem.last_at == before.last_at)
    )
    try:
        _item(key, after, tidy_at).save(condition=unchanged)
    except PutError as problem:
        if condition_failed(problem):
            return False
        raise
    return True


def put(key: Key, tries: Tries, tidy_at: datetime) -> None:
    """Write whatever was there before."""
    _item(key, tries, tidy_at).save()


def delete(key: Key) -> None:
    """Forget what was counted; no error when nothing was."""
    ThrottleItem(_partition(key), _SORT_KEY).delete()


def _item(key: Key, tries: Tries, tidy_at: datetime) -> ThrottleItem:
    return ThrottleItem(
        _partition(key),
        _SORT_KEY,
        tries=tries.count,
        last_at=tries.last_at,
        free_at=tries.free_at,
        ttl=tidy_at,
    )


def _partition(key: Key) -> str:
    return f"THROTTLE#{hashlib.sha256(chr(0).join(key).encode()).hexdigest()}"
