"""The audit on the stack: an operator's entry, the heads that the sweep kept, and who cannot change them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.rehearsal.dead_letter import operate
from infra.rehearsal.deploy import REGION, Stack
from infra.rehearsal.failure import RehearsalFailed, require
from infra.rehearsal.logs import FUNCTIONS
from infra.rehearsal.ministack import ACCOUNT

_SCOPE = "PORTAL"


def audit_holds(stack: Stack) -> Iterator[str]:
    """An entry is there, verified with its heads; each function's role is refused to change it."""
    operate(stack, "list")
    said = operate(stack, "audit", "--verify")
    require("is as it was written" in said and "heads until" in said, f"audit --verify: {said}")
    yield f"ops audit --verify: {said.strip().splitlines()[-1]}"
    for name in FUNCTIONS:
        _refused(stack, name)
    yield f"update and delete of an audit entry are refused to {', '.join(FUNCTIONS)}"


def _refused(stack: Stack, function: str) -> None:
    dynamodb = _as_function(stack, function)
    table, key = f"ceu-{stack.stage}-audit", {"pk": {"S": _SCOPE}, "sk": {"S": "000000000001"}}
    changes = {"UpdateExpression": "SET body = :x", "ExpressionAttributeValues": {":x": {"S": "x"}}}
    delete = {"DeleteRequest": {"Key": key}}
    calls: dict[str, Callable[[], object]] = {
        "update": lambda: dynamodb.update_item(TableName=table, Key=key, **changes),
        "delete": lambda: dynamodb.delete_item(TableName=table, Key=key),
        "delete in a batch": lambda: dynamodb.batch_write_item(RequestItems={table: [delete]}),
    }
    for what, call in calls.items():
        try:
            call()
        except ClientError as problem:
            code = problem.response["Error"]["Code"]
            require(code.startswith("AccessDenied"), f"{function} {what}: {code}, not refused")
        else:
            raise RehearsalFailed(f"The {function} function may {what} an audit entry.")


def _as_function(stack: Stack, function: str) -> Any:
    """DynamoDB with the credentials of the function's role, which is let assume it for this."""
    name = f"ceu-{stack.stage}-{function}"
    arn = boto3.client("lambda", region_name=REGION).get_function_configuration(FunctionName=name)[
        "Role"
    ]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {
                    "AWS": f"arn:aws:iam::{ACCOUNT}:root",
                    "Service": "lambda.amazonaws.com",
                },
                "Action": "sts:AssumeRole",
            }
        ],
    }
    boto3.client("iam", region_name=REGION).update_assume_role_policy(
        RoleName=arn.rpartition("/")[2], PolicyDocument=json.dumps(trust)
    )
    given = boto3.client("sts", region_name=REGION).assume_role(
        RoleArn=arn, RoleSessionName="rehearsal"
    )["Credentials"]
    return boto3.client(
        "dynamodb",
        region_name=REGION,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
