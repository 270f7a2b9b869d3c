"""What stages/quicker_*.py leave out of a call changes neither its answer nor who hears of it."""

from contextlib import nullcontext
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.settings import settings
from chalicelib.store.accounts_table import AccountsTable
from samples import world
from stages import quicker_boto
from stages.kept import keep, put_back
from stages.test import ACCOUNT, begin
from tests.support import calls, iam
from tests.support.tables import everything

KEY = {"pk": {"S": "ACCOUNT#alice"}, "sk": {"S": "ACCOUNT"}}
NONE = {"pk": {"S": "ACCOUNT#none"}, "sk": {"S": "ACCOUNT"}}
NEVER = "attribute_not_exists(pk)"


def _asked(operation: str) -> dict[str, Any]:
    table = settings().accounts_table
    a_put: Any = {"TableName": table, "Item": KEY | {"bytes": {"B": b"\x00\xff"}}}
    return {
        "GetItem": {"TableName": table, "Key": KEY, "ReturnConsumedCapacity": "TOTAL"},
        "PutItem": a_put | {"ReturnValues": "ALL_OLD"},
        "Query": {
            "TableName": table,
            "KeyConditionExpression": "pk = :0",
            "ExpressionAttributeValues": {":0": KEY["pk"]},
        },
        "BatchGetItem": {"RequestItems": {table: {"Keys": [KEY, NONE]}}},
        "UpdateItem": {
            "TableName": table,
            "Key": KEY,
            "UpdateExpression": "SET #0 = :0 REMOVE #1",
            "ExpressionAttributeNames": {"#0": "bytes", "#1": "name"},
            "ExpressionAttributeValues": {":0": {"B": b"\x01"}},
            "ReturnValues": "ALL_NEW",
        },
        "DeleteItem": {"TableName": table, "Key": KEY, "ConditionExpression": NEVER},
        "TransactWriteItems": {
            "TransactItems": [
                {"Put": {"TableName": table, "Item": NONE, "ConditionExpression": NEVER}},
                {"Put": a_put | {"ConditionExpression": NEVER}},
            ]
        },
    }[operation]


def _answer(operation: str, client: Any) -> Any:
    try:
        answer = client._make_api_call(operation, _asked(operation))
    except ClientError as refused:
        answer = refused.response | {"raised": type(refused).__name__, "says": str(refused)}
    about = answer.pop("ResponseMetadata")
    return answer, about["HTTPStatusCode"], about["RetryAttempts"]


@pytest.mark.parametrize(
    "operation",
    [
        "GetItem",
        "PutItem",
        "Query",
        "BatchGetItem",
        "UpdateItem",
        "DeleteItem",
        "TransactWriteItems",
    ],
)
def test_a_call_straight_to_the_tables_answers_as_one_in_full(people: None, operation: str) -> None:
    client = boto3.client("dynamodb", region_name="us-east-1")
    found = []
    for way in (quicker_boto.in_full(operation), nullcontext()):
        begin()
        world.people()
        before = len(calls.made)
        with way:
            found.append((_answer(operation, client), calls.made[before:]))
    assert found[0] == found[1]
    assert found[0][1] == [operation]


def test_its_policy_hears_of_it_too(people: None) -> None:
    heard: list[Any] = []

    def hear(params: Any, **_: Any) -> None:
        heard.append(params["Key"])

    client = boto3.client("dynamodb", region_name="us-east-1")
    client.meta.events.register("before-parameter-build.dynamodb.GetItem", hear)
    client.get_item(TableName=settings().accounts_table, Key=KEY)
    assert heard == [KEY]
    assert iam.refused == []


def test_an_item_may_not_be_larger_than_dynamodb_takes(people: None) -> None:
    client = boto3.client("dynamodb", region_name="us-east-1")
    large = KEY | {"text": {"S": "x" * 410_000}}
    with pytest.raises(ClientError, match="size has exceeded the maximum"):
        client.put_item(TableName=settings().accounts_table, Item=large)


def test_what_is_kept_is_the_same_however_often_it_was_put_back_and_changed(people: None) -> None:
    """The worlds that tests begin with share what does not change with what is put back."""
    kept, before = keep(ACCOUNT), everything()
    for item in AccountsTable.scan():
        item.delete()
    assert everything() != before
    put_back(kept, ACCOUNT)
    client = boto3.client("dynamodb", region_name="us-east-1")
    client.update_item(**_asked("UpdateItem"))
    assert everything() != before
    put_back(kept, ACCOUNT)
    assert everything() == before
