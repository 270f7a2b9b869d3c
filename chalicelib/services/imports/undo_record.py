"""What registrations were before an import, kept beside its file: gone with it after a week."""

from collections.abc import Sequence

from chalicelib.aws import imports as bucket
from chalicelib.domain.imports import Import
from chalicelib.domain.registration import Registration
from chalicelib.importing.progress import in_parallel, parts, silent
from chalicelib.store.as_json import AsJson
from chalicelib.store.people import registrations
from chalicelib.store.tables import KEYS_AT_ONCE

Before = dict[str, tuple[Registration, ...]]
_BEFORE = AsJson[Before](Before)


def keep(held: Import, touched: Sequence[str]) -> None:
    """Keep what the addresses hold now, once: an import that goes on has written some of them."""
    if bucket.has_found(held.id, "undo"):
        return
    before: Before = dict.fromkeys(touched, ())
    conference_id = held.conference_id

    def read(part: Sequence[str]) -> Before:
        return dict(registrations.by_address(list(part), conference_id))

    work = parts(touched, KEYS_AT_ONCE)
    for there in in_parallel(work, read, "Reading what is stored", silent):
        before |= there
    bucket.put_found(held.id, "undo", _BEFORE.dump(before))


def load(held: Import) -> Before:
    """Every address that the import touched, with what it held before; empty: nothing."""
    return _BEFORE.load(bucket.get_found(held.id, "undo"))
