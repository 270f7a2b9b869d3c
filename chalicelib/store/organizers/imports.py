"""Imports: each a small item; what is unfinished is listed for the sweep, in the same transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.domain.imports import UNFINISHED, WRITING, Answers, Import, What
from chalicelib.domain.numbered_id import conference_of
from chalicelib.store.as_json import AsJson
from chalicelib.store.imports_table import (
    AnswersItem,
    ImportItem,
    UnfinishedItem,
    WritingItem,
)
from chalicelib.store.organizers import keys
from chalicelib.store.tables import all_of, find, save_if
from chalicelib.store.transactions import Transaction

MOST_LISTED = 50
_IMPORT = AsJson[Import](Import)
_ANSWERS = AsJson[Answers](Answers)
More = Callable[[Any], None]


def load(import_id: str) -> Import | None:
    """The import as it is now; None when there is none."""
    partition = keys.imports_key(conference_of(import_id))
    item = find(ImportItem, partition, keys.import_key(import_id))
    return _import(item) if item else None


def of_conference(conference_id: str) -> list[Import]:
    """A conference's imports, newest first."""
    items = all_of(ImportItem, keys.imports_key(conference_id), keys.IMPORTS)
    return sorted(map(_import, items), key=lambda one: one.begun_at, reverse=True)[:MOST_LISTED]


def unfinished() -> list[str]:
    """The ids of all that somebody waits for."""
    listed = [item.sk for item in all_of(UnfinishedItem, keys.UNFINISHED)]
    return [one for one in listed if not one.startswith(keys.EXPORTS)]


def kept_answers(conference_id: str, what: What) -> Answers:
    """How the conference's last file of this kind was read."""
    item = find(AnswersItem, keys.imports_key(conference_id), keys.answers_key(what.value))
    return _ANSWERS.load(item.body) if item else Answers()


def begin(found: Import) -> None:
    """Write a new import, before its file comes."""
    with Transaction() as transaction:
        _put(transaction, found, ImportItem.pk.does_not_exist())


def change(before: Import, after: Import, now: datetime, more: More | None = None) -> Import:
    """Write `after` in place of `before`, and with it what `more` adds to the transaction.

    Raises Conflict when somebody else changed the import first, or where another import of the
    conference is being written: one writes at a time.
    """
    found = replace(after, version=before.version + 1, changed_at=now)
    with Transaction() as transaction:
        within(transaction, before, found)
        if more is not None:
            more(transaction)
    return found


def within(transaction: Transaction, before: Import, after: Import) -> None:
    """The same as a part of a transaction. `after` has the next version."""
    _put(transaction, after, ImportItem.revision == before.version)
    if before.state in UNFINISHED and after.state not in UNFINISHED:
        transaction.delete(UnfinishedItem(keys.UNFINISHED, after.id))
    wrote, writes = before.state in WRITING, after.state in WRITING
    place = (keys.imports_key(after.conference_id), keys.WRITING)
    if writes and not wrote:
        free = WritingItem.pk.does_not_exist()
        transaction.save(WritingItem(*place, import_id=after.id, revision=0), condition=free)
    if wrote and not writes:
        transaction.delete(WritingItem(*place))


def writing(conference_id: str) -> str:
    """The id of the import that is being written, "" when there is none."""
    item = find(WritingItem, keys.imports_key(conference_id), keys.WRITING)
    return item.import_id if item else ""


def note(before: Import, after: Import) -> bool:
    """Keep how far the work is, if nobody changed the import; whether it was kept."""
    item = _item(replace(after, version=before.version))
    return save_if(item, ImportItem.revision == before.version)


def keep_answers(transaction: Transaction, found: Import) -> None:
    """Keep how this file is read for the next one of its kind."""
    place = (keys.imports_key(found.conference_id), keys.answers_key(found.what.value))
    body = _ANSWERS.dump(found.answers, exclude_defaults=True).decode()
    transaction.save(AnswersItem(*place, body=body, revision=0))


def _put(transaction: Transaction, found: Import, condition: Any) -> None:
    transaction.save(_item(found), condition=condition)
    if found.state in UNFINISHED:
        transaction.save(UnfinishedItem(keys.UNFINISHED, found.id, revision=0))


def _item(found: Import) -> ImportItem:
    return ImportItem(
        keys.imports_key(found.conference_id),
        keys.import_key(found.id),
        revision=found.version,
        body=_IMPORT.dump(found).decode(),
    )


def _import(item: ImportItem) -> Import:
    return _IMPORT.load(item.body)
