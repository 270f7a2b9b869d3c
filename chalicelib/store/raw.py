"""Items as DynamoDB has them, {"name": {"S": "…"}}, for pages that go through thousands of one conference.

botocore goes through its description of the answer for each attribute of each item, and PynamoDB makes a
model of each: reading 13,000 takes ten times what reading their JSON takes (docs/performance.md).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pynamodb.expressions.condition import Condition
from pynamodb.pagination import ResultIterator

from chalicelib.store.tables import Item, connection

Raw = dict[str, dict[str, Any]]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_READS = ("Query", "BatchGetItem")
_as_it_came: ContextVar[bool] = ContextVar("as_it_came", default=False)


def raw_of_index(
    model: type[Item],
    index: str,
    partition: str,
    beyond: Condition | None = None,
    at_once: int | None = None,
    only: Sequence[str] | None = None,
) -> Iterator[Raw]:
    """Every item of an index's partition, `at_once` in a call (None: as many as DynamoDB gives).

    `only` names the attributes to read (None: all that the index has).
    """
    names = {
        "index_name": index,
        "range_key_condition": beyond,
        "limit": at_once,
        "attributes_to_get": list(only) if only else None,
    }
    yield from ResultIterator(_raw(model._get_connection().query), (partition,), names)


def raw_of(model: type[Item], pk: str, prefix: str, only: Sequence[str]) -> Iterator[Raw]:
    """The attributes `only` of the items whose sort key begins with `prefix`, read consistently."""
    names = {
        "range_key_condition": model.sk.startswith(prefix),
        "consistent_read": True,
        "attributes_to_get": list(only) if only else None,
    }
    yield from ResultIterator(_raw(model._get_connection().query), (pk,), names)


def raw_together(
    model: type[Item],
    keys: Sequence[tuple[str, str]],
    only: Sequence[str],
    *,
    consistent_read: bool = False,
) -> Iterator[Raw]:
    """The attributes `only` of the items there are of at most 100 keys, in no order."""
    table = model.Meta.table_name
    names = {f"#{place}": name for place, name in enumerate(only)}
    asked: dict[str, Any] = {
        table: {
            "Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys],
            "ConsistentRead": consistent_read,
            "ProjectionExpression": ", ".join(names),
            "ExpressionAttributeNames": names,
        }
    }
    while asked.get(table, {}).get("Keys"):
        answer = _raw(connection().dispatch)("BatchGetItem", {"RequestItems": asked})
        yield from answer["Responses"].get(table, ())
        asked = answer.get("UnprocessedKeys", {})


def text_in(item: Raw, name: str) -> str:
    """Text, "" where there is none."""
    return str(item[name]["S"]) if name in item else ""


def number_in(item: Raw, name: str) -> int:
    """A whole number, 0 where there is none."""
    return int(item[name]["N"]) if "N" in item.get(name, {}) else 0


def is_true(item: Raw, name: str, otherwise: bool = False) -> bool:
    """A yes or no; `otherwise` where there is none."""
    return bool(item[name].get("BOOL", otherwise)) if name in item else otherwise


def _raw(read: Callable[_P, _T]) -> Callable[_P, _T]:
    """The same call, whose answer nobody goes through. It holds no bytes: JSON has them in base64."""
    events = connection().client.meta.events
    for operation in _READS:
        events.register(
            f"before-parse.dynamodb.{operation}", _keep, unique_id=f"as-it-came-{operation}"
        )

    @wraps(read)
    def reading(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        token = _as_it_came.set(True)
        try:
            return read(*args, **kwargs)
        finally:
            _as_it_came.reset(token)

    return reading


def _keep(
    response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: object
) -> None:
    if _as_it_came.get() and response_dict["status_code"] == 200:
        customized_response_dict.update(json.loads(response_dict["body"]))
        response_dict["body"] = b"{}"
