"""moto's items and update expressions in memory: measured once instead of at each attribute, copied
attribute by attribute where `copy` asks at each value what it is, and each expression read once.
"""

import pickle
from collections import defaultdict
from copy import deepcopy
from functools import lru_cache
from typing import Any

from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing import ast_nodes, expressions, validators

_MOST_BYTES = 405_000  # LimitedSizeDict's own limit
_size = DynamoType.size
_set = dict.__setitem__
_nodes: Any = ast_nodes
_parser: Any = expressions
_read = _parser.UpdateExpressionParser.make


def hurry_memory() -> None:
    """For all of this process's calls from here on."""
    item: Any = Item
    table: Any = Table
    value: Any = DynamoType
    reading: Any = validators
    item.__init__ = _made
    item.__deepcopy__ = _copied
    table.__deepcopy__ = _table
    value.size = _measured
    if not hasattr(_parser.UpdateExpressionParser.make, "cache_info"):
        _parser.UpdateExpressionParser.make = lru_cache(2_000)(_read)
    reading.deepcopy = _anew


def _made(item: Any, hash_key: DynamoType, range_key: DynamoType | None, attrs: Any) -> None:
    item.hash_key, item.range_key, item.attrs = hash_key, range_key, LimitedSizeDict()
    size = 0
    for name, value in attrs.items():
        held = DynamoType(value)
        _set(item.attrs, name, held)
        size += len(name.encode()) + held.size()
    if size > _MOST_BYTES:
        raise ItemSizeTooLarge


def _copied(item: Any, memo: dict[int, Any]) -> Any:
    copy: Any = Item.__new__(Item)
    copy.hash_key, copy.range_key, copy.attrs = item.hash_key, item.range_key, LimitedSizeDict()
    for name, value in item.attrs.items():
        # Only what holds others is ever changed in place.
        plain = type(value.value) is str
        _set(copy.attrs, name, value if plain else value.__deepcopy__(memo))
    return copy


def _table(table: Any, memo: dict[int, Any]) -> Any:
    """What describes a table (its keys, its indexes) is replaced whole, or added to; never changed within."""
    copy: Any = Table.__new__(Table)
    for name, held in table.__dict__.items():
        copy.__dict__[name] = held.copy() if type(held) in (list, dict) else held
    copy.items = defaultdict(dict)
    for key, partition in table.items.items():
        if type(partition) is not dict:
            copy.items[key] = _copied(partition, memo)
            continue
        copy.items[key] = {place: _copied(item, memo) for place, item in partition.items()}
    return copy


def _measured(typed: DynamoType) -> int:
    held = typed.value
    return len(held.encode()) if type(held) is str else _size(typed)


def _anew(expression: Any) -> Any:
    """What a validator may change: a copy of the expression as it was read."""
    if type(expression) is not _nodes.UpdateExpression:
        return deepcopy(expression)
    if not hasattr(expression, "as_read"):
        expression.as_read = pickle.dumps(expression)
    return pickle.loads(expression.as_read)  # noqa: S301 - our own, of a moment ago
