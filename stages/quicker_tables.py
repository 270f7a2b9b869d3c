"""moto's tables without the work that grows with all that is in them.

A query sorts the whole table to find one partition, and a transaction copies it to be able to go back.
Only one call at a time may be under way: stages/test.py sees to that.
"""

import copy
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

_query = Table.query
_transact = DynamoDBBackend.transact_write_items
_cast = DynamoType.cast_value.fget  # type: ignore[attr-defined]
_deepcopy = DynamoType.__deepcopy__
_PLAIN = frozenset({"S", "B", "BOOL"})
_touched: set[DynamoType] = set()  # the partitions of the transaction that is under way


def hurry_tables() -> None:
    """For all of this process's calls from here on."""
    Table.query = _of_one_partition  # type: ignore[method-assign,assignment]
    DynamoDBBackend.transact_write_items = _remembered  # type: ignore[method-assign,assignment]
    DynamoType.cast_value = property(_value)  # type: ignore[method-assign,assignment]
    DynamoType.__deepcopy__ = _shared  # type: ignore[method-assign,assignment]
    setattr(models, "copy", SimpleNamespace(deepcopy=_copied))  # noqa: B010


def _of_one_partition(table: Any, hash_key: Any, *places: Any, **names: Any) -> Any:
    """The index's name is the seventh of what follows the key, where it is not named."""
    if names.get("index_name") or (len(places) > 6 and places[6]):
        return _query(table, hash_key, *places, **names)
    whole = table.items
    table.items = {hash_key: whole[hash_key]} if hash_key in whole else {}
    try:
        return _query(table, hash_key, *places, **names)
    finally:
        table.items = whole


def _remembered(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    for [operation] in (item.values() for item in transact_items):
        table = backend.tables.get(operation.get("TableName", ""))
        given = operation.get("Key") or operation.get("Item") or {}
        if table and table.hash_key_attr in given:
            _touched.add(DynamoType(given[table.hash_key_attr]))
    try:
        _transact(backend, transact_items)
    finally:
        _touched.clear()


def _copied(value: Any) -> Any:
    """A table to go back to needs copies of what the transaction may change, and no others."""
    if not (isinstance(value, Table) and _touched):
        return copy.deepcopy(value)
    table: Any = value
    snapshot: Any = Table.__new__(Table)
    snapshot.__dict__.update(table.__dict__)
    snapshot.items = defaultdict(dict, table.items)
    for key in _touched & table.items.keys():
        snapshot.items[key] = copy.deepcopy(table.items[key])
    return snapshot


def _value(typed: DynamoType) -> Any:
    return typed.value if typed.type in _PLAIN else _cast(typed)


def _shared(typed: DynamoType, memo: dict[int, Any]) -> DynamoType:
    """Only what holds others is ever changed in place."""
    return typed if type(typed.value) is str else _deepcopy(typed, memo)
