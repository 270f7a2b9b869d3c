"""Throttle counters. Keys are hashed: a counter names no person and no network."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.throttle import Tries
from chalicelib.store.accounts_table import ThrottleItem
from chalicelib.store.keys import THROTTLE, throttle_key
from chalicelib.store.tables import save_if

Key = tuple[str, str]  # kind, and what is counted: an address, an account, a network address


def read(keys: Iterable[Key]) -> dict[Key, Tries]:
    """What is counted of each key, in one round trip; a key without attempts is left out."""
    by_partition = {throttle_key(*key): key for key in keys}
    items = ThrottleItem.batch_get(
        [(partition, THROTTLE) for partition in by_partition], consistent_read=True
    )
    return {
        by_partition[item.pk]: Tries(int(item.tries), item.last_at, item.free_at) for item in items
    }


def replace(key: Key, before: Tries | None, after: Tries, tidy_at: datetime) -> bool:
    """Write the new count; False if another request counted first. TTL removes it after `tidy_at`."""
    unchanged = (
        ThrottleItem.pk.does_not_exist()
        if before is None
        else (ThrottleItem.tries == before.count) & (ThrottleItem.last_at == before.last_at)
    )
    return save_if(_item(key, after, tidy_at), unchanged)


def put(key: Key, tries: Tries, tidy_at: datetime) -> None:
    """Write whatever was there before."""
    _item(key, tries, tidy_at).save()


def delete(key: Key) -> None:
    """Forget what was counted; no error when nothing was."""
    ThrottleItem(throttle_key(*key), THROTTLE).delete()


def _item(key: Key, tries: Tries, tidy_at: datetime) -> ThrottleItem:
    return ThrottleItem(
        throttle_key(*key),
        THROTTLE,
        tries=tries.count,
        last_at=tries.last_at,
        free_at=tries.free_at,
        ttl=tidy_at,
    )
