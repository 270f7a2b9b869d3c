"""The ways to the tables, and what their models share.

`find`, `find_together`, `all_of`, `change_if`, `save_if`, `take_out`, `transactions.Transaction` and the
reads of `raw` are the only ones. What they have no name for (an index, many items at once, a write
without a condition) goes by a model's own method, in files that the guard test lists.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from pynamodb.attributes import DiscriminatorAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import (
    DoesNotExist,
    PutError,
    TransactWriteError,
    UpdateError,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.settings import settings

# Shorter than the gateway's 29 s, so that a person gets our answer and not the gateway's.
CONNECT_TIMEOUT_SECONDS = 3
READ_TIMEOUT_SECONDS = 5
CHUNK_BYTES = 300_000  # one item holds 400 KB
KEYS_AT_ONCE = 100  # that one BatchGetItem takes
WRITES_AT_ONCE = 25  # that one BatchWriteItem takes


class TableMeta:
    """Base of every model's Meta. No endpoint: botocore reads AWS_ENDPOINT_URL."""

    region = settings().aws_region
    connect_timeout_seconds = CONNECT_TIMEOUT_SECONDS
    read_timeout_seconds = READ_TIMEOUT_SECONDS
    billing_mode = "PAY_PER_REQUEST"


class Item(Model):
    """An item with the keys all tables use and the kind that tells the models apart."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """The model's connection with the one client of all: PynamoDB makes one for each model.

        A client takes 40 to 200 ms to make, and its own connections to AWS.
        """
        found = super()._get_connection()
        if found.connection._client is None:
            found.connection._client = connection().client
        return found


T = TypeVar("T", bound=Item)
M = TypeVar("M", bound=Model)


@cache
def connection() -> Connection:
    """For transactions, with the same time-outs as the models; a client takes 200 ms to make."""
    return Connection(
        region=settings().aws_region,
        connect_timeout_seconds=CONNECT_TIMEOUT_SECONDS,
        read_timeout_seconds=READ_TIMEOUT_SECONDS,
    )


def condition_failed(problem: Exception) -> bool:
    """Whether a write was refused by its condition, or met another transaction on the same item."""
    if isinstance(problem, TransactWriteError):
        codes = {reason.code for reason in problem.cancellation_reasons if reason is not None}
        return bool(codes & {"ConditionalCheckFailed", "TransactionConflict"})
    if isinstance(problem, PutError | UpdateError):
        return problem.cause_response_code in {
            "ConditionalCheckFailedException",
            "TransactionConflictException",
        }
    return False


def chunks(data: bytes) -> list[bytes]:
    """`data` in pieces that fit an item."""
    return [data[at : at + CHUNK_BYTES] for at in range(0, len(data), CHUNK_BYTES)] or [b""]


def all_of(
    model: type[Item],
    pk: str,
    prefix: str = "",
    most: int | None = None,
    only: Sequence[str] | None = None,
) -> list[Any]:
    """Every item of a partition whose sort key begins with `prefix`, read consistently; `most` of them.

    `only` names the attributes to read: each costs time, for each item.
    """
    condition = model.sk.startswith(prefix) if prefix else None
    names = list(only) if only else None
    return list(
        model.query(pk, condition, consistent_read=True, limit=most, attributes_to_get=names)
    )


def find(model: type[T], pk: str, sk: str) -> T | None:
    """One item as it stands now, read consistently; None when there is none."""
    try:
        return model.get(pk, sk, consistent_read=True)
    except DoesNotExist:
        return None


def find_together(keys: Sequence[tuple[type[Item], str, str]]) -> list[Item]:
    """The items there are of several tables, read consistently, in one call; at most KEYS_AT_ONCE, one
    model a table.

    PynamoDB's batches are of one table, and a call of its own was a fifth of a page's time.
    """
    models = {model.Meta.table_name: model for model, _, _ in keys}
    asked: dict[str, Any] = {
        name: {
            "ConsistentRead": True,
            "Keys": [
                {"pk": {"S": pk}, "sk": {"S": sk}}
                for model, pk, sk in keys
                if model is models[name]
            ],
        }
        for name in models
    }
    found: list[Item] = []
    while asked:
        answer = connection().dispatch("BatchGetItem", {"RequestItems": asked})
        for name, items in answer["Responses"].items():
            found += [models[name].from_raw_data(item) for item in items]
        asked = answer.get("UnprocessedKeys", {})
    return found


def change_if(item: Model, actions: Sequence[Action], condition: Condition) -> bool:
    """Update an item, named by its keys; False when the condition does not hold."""
    try:
        item.update(list(actions), condition=condition)
    except UpdateError as problem:
        if condition_failed(problem):
            return False
        raise
    return True


def save_if(item: Item, condition: Condition) -> bool:
    """Write a whole item; False when the condition does not hold."""
    try:
        item.save(condition=condition)
    except PutError as problem:
        if condition_failed(problem):
            return False
        raise
    return True


def take_out(item: M) -> M | None:
    """Delete an item, named by its keys; returns what it held, to only one caller however many ask."""
    # Model.delete() does not pass on what the table answers.
    answer = item._get_connection().delete_item(
        *item._get_hash_range_key_serialized_values(), return_values="ALL_OLD"
    )
    held = answer.get("Attributes")
    return type(item).from_raw_data(held) if held else None
