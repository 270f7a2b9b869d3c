"""Notes that something happened, in the form of version 0.1.0; keys are hashed like those of counters."""

from collections.abc import Collection, Iterable
from datetime import datetime

from chalicelib.store.accounts_table import ThrottleItem
from chalicelib.store.keys import THROTTLE, throttle_key
from chalicelib.store.tables import find


def write(noted: Collection[tuple[str, str, datetime]], now: datetime) -> None:
    """Note each (kind, key, when TTL may remove it); nothing depends on all of them being there."""
    items = [
        ThrottleItem(
            throttle_key(kind, key), THROTTLE, tries=1, last_at=now, free_at=now, ttl=tidy_at
        )
        for kind, key, tidy_at in noted
    ]
    if len(items) == 1:
        items[0].save()
        return
    with ThrottleItem.batch_write() as batch:
        for item in items:
            batch.save(item)


def read(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], datetime]:
    """When each (kind, key) happened last; what did not is left out."""
    by_partition = {throttle_key(kind, key): (kind, key) for kind, key in asked}
    if len(by_partition) == 1:
        found = [find(ThrottleItem, partition, THROTTLE) for partition in by_partition]
    else:
        keys = [(partition, THROTTLE) for partition in by_partition]
        found = list(ThrottleItem.batch_get(keys, consistent_read=True))
    return {by_partition[item.pk]: item.last_at for item in found if item is not None}
