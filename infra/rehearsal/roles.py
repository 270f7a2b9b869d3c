"""What a function may do, tried with the credentials of its role."""

import json
from collections.abc import Callable
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.rehearsal.deploy import REGION, Stack
from infra.rehearsal.failure import RehearsalFailed, require
from infra.rehearsal.ministack import ACCOUNT

Clients = Callable[[str], Any]


def as_function(stack: Stack, function: str) -> Clients:
    """Clients with the credentials of the function's role, which is let assume it for this."""
    given = _assumed(f"ceu-{stack.stage}-{function}")
    session = boto3.Session(
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        region_name=REGION,
    )
    return lambda service: session.client(service)  # type: ignore[call-overload]


def refused(who: str, calls: dict[str, Callable[[], object]]) -> None:
    """Every call must be denied; raises RehearsalFailed with the first that is not."""
    for what, call in calls.items():
        try:
            call()
        except ClientError as problem:
            code = problem.response["Error"]["Code"]
            require(code.startswith("AccessDenied"), f"{who} {what}: {code}, not refused")
        else:
            raise RehearsalFailed(f"The {who} function may {what}.")


def _assumed(name: str) -> dict[str, Any]:
    client = boto3.client("lambda", region_name=REGION)
    arn = client.get_function_configuration(FunctionName=name)["Role"]
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
    sts: Any = boto3.client("sts", region_name=REGION)
    given: dict[str, Any] = sts.assume_role(RoleArn=arn, RoleSessionName="rehearsal")["Credentials"]
    return given
