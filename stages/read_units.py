"""Read units by DynamoDB's own rule, of what the embedded tables answered: what they report is not real.

A unit is 4 KB read consistently, half a unit otherwise; a query adds its items up before rounding, a
get or a batch rounds each item.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.handlers

_UNIT_BYTES = 4096
_OVERHEAD_BYTES = 3  # of a list or map, and one for each entry


@dataclass
class Read:
    """What was read while it was counted: calls, and units."""

    calls: int = 0
    units: float = 0.0


_counting: list[Read] = []
_asked: list[Any] = []


def listen() -> None:
    """Count from here on; only clients made after this are heard."""
    botocore.handlers.BUILTIN_HANDLERS.append(("before-call.dynamodb", _before))
    botocore.handlers.BUILTIN_HANDLERS.append(("after-call.dynamodb", _after))


@contextmanager
def counted() -> Iterator[Read]:
    """The reads within."""
    read = Read()
    _counting.append(read)
    try:
        yield read
    finally:
        _counting.remove(read)


def _before(params: Any, **_: Any) -> None:
    if _counting:
        _asked[:] = [json.loads(params["body"])]


def _after(model: Any, parsed: Any, **_: Any) -> None:
    for read in _counting:
        read.calls += 1
        read.units += _units(model.name, parsed, _asked[0])


def _units(operation: str, answer: Any, asked: Any) -> float:
    if operation == "GetItem":
        whole = 1.0 if asked.get("ConsistentRead") else 0.5
        return whole * _rounded(_size(answer.get("Item", {})))
    if operation == "Query":
        whole = 1.0 if asked.get("ConsistentRead") else 0.5
        return whole * _rounded(sum(map(_size, answer["Items"])))
    if operation == "BatchGetItem":
        found = 0.0
        for table, request in asked["RequestItems"].items():
            whole = 1.0 if request.get("ConsistentRead") else 0.5
            items = answer["Responses"].get(table, [])
            missing = len(request["Keys"]) - len(items)  # looked for and not there: a unit as well
            found += whole * (sum(_rounded(_size(item)) for item in items) + missing)
        return found
    if operation == "Scan":
        raise AssertionError("a function read a whole table")
    return 0.0


def _rounded(size: int) -> int:
    return max(1, math.ceil(size / _UNIT_BYTES))


def _size(item: Any) -> int:
    return sum(len(name.encode()) + _of_value(value) for name, value in item.items())


def _of_value(value: Any) -> int:
    [(kind, held)] = value.items()
    if kind == "S":
        return len(held.encode())
    if kind == "B":
        return len(held)
    if kind == "N":
        return len(held) // 2 + 1
    if kind == "M":
        return _OVERHEAD_BYTES + _size(held) + len(held)
    if kind == "L":
        return _OVERHEAD_BYTES + sum(_of_value(each) + 1 for each in held)
    return 1
