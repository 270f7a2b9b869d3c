"""What moto works out anew at every call, worked out once, and no guessing at names it has exactly.

A transaction copies the items it is about, not the whole table for each of them; a query sorts its
partition, not the table; and as nothing here calls by `requests`, a thousand answers to it are not made
for each test.
"""

import copy
import re
from collections import defaultdict
from functools import cache
from types import SimpleNamespace
from typing import Any

from moto.core import models as core_models
from moto.core import responses
from moto.core.base_backend import BaseBackend
from moto.core.serialize import JSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

_cast = DynamoType.cast_value.fget  # type: ignore[attr-defined]
_AS_IT_IS = frozenset({"S", "B", "BOOL"})
_urls = BaseBackend.urls.fget  # type: ignore[attr-defined]
_structure = JSONSerializer._serialize_type_structure
_transact = DynamoDBBackend.transact_write_items
_copied = DynamoType.__deepcopy__
_query = Table.query
_INDEX_NAME = 6  # among its arguments after the hash key
# Of two hundred addresses a service, those outside of China and of closed regions.
_COMMON = re.compile(r"amazonaws\\?\.com(?!\\?\.cn)")
_addresses: dict[type[BaseBackend], Any] = {}
_before: dict[str, Table] = {}  # tables as they were before the transaction under way, by name


def hurry() -> None:
    """For all of this process's calls from here on."""
    setattr(responses, "method_names_from_class", cache(method_names_from_class))  # noqa: B010
    BaseBackend.urls = property(_known_urls)  # type: ignore[method-assign,assignment]
    JSONSerializer._serialize_type_structure = _exactly  # type: ignore[method-assign,assignment]
    DynamoDBBackend.transact_write_items = _in_a_transaction  # type: ignore[method-assign,assignment]
    core_models.RESPONSES_METHODS = []
    DynamoType.cast_value = property(_value)  # type: ignore[method-assign,assignment]
    Table.query = _of_partition  # type: ignore[method-assign,assignment]
    DynamoType.__deepcopy__ = _shared  # type: ignore[method-assign,assignment]
    setattr(models, "copy", SimpleNamespace(deepcopy=_copy, copy=copy.copy))  # noqa: B010


def _known_urls(backend: BaseBackend) -> Any:
    kind = type(backend)
    if kind not in _addresses:
        everywhere = _urls(backend).items()
        _addresses[kind] = {url: handle for url, handle in everywhere if _COMMON.search(url)}
    return _addresses[kind]


def _exactly(self: JSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """DynamoDB's answers are dictionaries with AWS's own names: look for no others."""
    if type(value) is not dict or self.operation_model.service_model.service_name != "dynamodb":
        _structure(self, serialized, value, shape, key)
        return
    wrapper = self.MAP_TYPE() if key else serialized
    for name, member in shape.members.items():
        if value.get(name) is not None:
            member.parent = shape
            self._serialize(wrapper, value[name], member, name)
    if key:
        self._default_serialize(serialized, wrapper, shape, key)


def _shared(value: DynamoType, memo: dict[int, Any]) -> DynamoType:
    """Only what holds others is ever changed in place."""
    return value if type(value.value) is str else _copied(value, memo)


def _value(typed: DynamoType) -> Any:
    """What is a text compares as it is."""
    return typed.value if typed.type in _AS_IT_IS else _cast(typed)


def _in_a_transaction(backend: DynamoDBBackend, items: list[dict[str, Any]]) -> None:
    """One at a time: stages.test has a lock around every call."""
    _before.clear()
    for item in items:
        for operation in item.values():
            _keep(backend.tables[operation["TableName"]], operation)
    _transact(backend, items)


def _keep(table: Table, operation: dict[str, Any]) -> None:
    if table.name not in _before:
        _before[table.name] = copy.copy(table)
        _before[table.name].items = defaultdict(
            dict, {key: dict(items) for key, items in table.items.items()}
        )
    key = operation.get("Key") or operation["Item"]
    partition = _before[table.name].items.get(DynamoType(key[table.hash_key_attr]), {})
    at = DynamoType(key[str(table.range_key_attr)])
    if at in partition:
        partition[at] = copy.deepcopy(partition[at])


def _copy(thing: Any, memo: dict[int, Any] | None = None) -> Any:
    """What moto asks for: of a table, the copy that was made."""
    return _before[thing.name] if isinstance(thing, Table) else copy.deepcopy(thing, memo)


def _of_partition(table: Table, hash_key: DynamoType, *rest: Any, **named: Any) -> Any:
    """A query of the table itself, and not of an index, needs one partition of it."""
    if rest[_INDEX_NAME]:
        return _query(table, hash_key, *rest, **named)
    partition = copy.copy(table)
    items = table.items.get(hash_key)
    partition.items = defaultdict(dict, {hash_key: items} if items else {})
    return _query(partition, hash_key, *rest, **named)
