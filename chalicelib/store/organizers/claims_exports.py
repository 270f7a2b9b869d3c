"""Files of claims: each a small item; what is to be made is listed for the sweep, in one transaction."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.claims_export import ClaimsExport, Stage
from chalicelib.domain.numbered_id import conference_of
from chalicelib.store.as_json import AsJson
from chalicelib.store.imports_table import ExportItem, UnfinishedItem
from chalicelib.store.organizers import keys
from chalicelib.store.tables import all_of, find
from chalicelib.store.transactions import Transaction

MOST_LISTED = 20
_EXPORT = AsJson[ClaimsExport](ClaimsExport)


def load(export_id: str) -> ClaimsExport | None:
    """The file as it is now; None when nobody asked for it."""
    partition = keys.imports_key(conference_of(export_id))
    item = find(ExportItem, partition, keys.export_key(export_id))
    return _EXPORT.load(item.body) if item else None


def of_conference(conference_id: str) -> list[ClaimsExport]:
    """A conference's files, the newest first."""
    items = all_of(ExportItem, keys.imports_key(conference_id), keys.EXPORTS)
    found = [_EXPORT.load(item.body) for item in items]
    return sorted(found, key=lambda one: one.asked_at, reverse=True)[:MOST_LISTED]


def unfinished() -> list[str]:
    """The ids of all that are still to be made."""
    items = all_of(UnfinishedItem, keys.UNFINISHED, keys.EXPORTS)
    return [item.sk.removeprefix(keys.EXPORTS) for item in items]


def ask(found: ClaimsExport) -> None:
    """Write that it is asked for, before its message."""
    with Transaction() as transaction:
        transaction.save(_item(found), condition=ExportItem.pk.does_not_exist())
        transaction.save(UnfinishedItem(keys.UNFINISHED, keys.export_key(found.id), revision=0))


def change(before: ClaimsExport, after: ClaimsExport, now: datetime) -> ClaimsExport:
    """Write `after` in place of `before`. Raises Conflict when somebody else changed it first."""
    found = replace(after, version=before.version + 1, changed_at=now)
    with Transaction() as transaction:
        transaction.save(_item(found), condition=ExportItem.revision == before.version)
        if found.stage is not Stage.ASKED:
            transaction.delete(UnfinishedItem(keys.UNFINISHED, keys.export_key(found.id)))
    return found


def _item(found: ClaimsExport) -> ExportItem:
    return ExportItem(
        keys.imports_key(found.conference_id),
        keys.export_key(found.id),
        revision=found.version,
        body=_EXPORT.dump(found).decode(),
    )
