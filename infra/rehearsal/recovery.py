"""What is kept: over an update, over a deleted stack, and back from a backup."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import boto3

from infra.rehearsal.deploy import REGION, Stack, bring_up
from infra.rehearsal.failure import require
from infra.rehearsal.portal import Portal, eventually

Say = Callable[[str], None]


def update_over_it(package: Path, endpoint: str, say: Say, stack: Stack) -> Iterator[str]:
    """Deploy again with another name: the data stays, a second run finds nothing to do."""
    before = _counts(stack)
    bring_up(package, endpoint, say, brand="Another's Name")
    require(_counts(stack) == before, f"An update changed what is stored: {before}")
    page = Portal(stack.url).get("/sign-in", 200).data.decode()
    require("Another&#39;s Name" in page, "The update did not reach the pages.")
    said: list[str] = []
    bring_up(package, endpoint, said.append, brand="Another's Name")
    require(said[-1] == "Nothing to change.", f"The same once more changed something: {said[-3:]}")
    yield "deployed over it: data kept, the new name shown, the same once more changed nothing"


def restore_from_backup(stack: Stack) -> Iterator[str]:
    """Each table to a table beside it, as of now; every item must be there."""
    dynamodb = boto3.client("dynamodb", region_name=REGION)
    for name, count in _counts(stack).items():
        if name == "bucket":
            continue
        dynamodb.restore_table_to_point_in_time(
            SourceTableName=name,
            TargetTableName=f"{name}-restored",
            UseLatestRestorableTime=True,
        )
        restored = f"{name}-restored"
        eventually(f"{restored} ready", partial(_ready, dynamodb, restored))
        require(_count(dynamodb, restored) == count, f"{restored} lacks items of {name}.")
        dynamodb.delete_table(TableName=restored)
    yield f"each table restored to a copy as of {datetime.now(UTC):%H:%M:%S}, every item in it"


def delete_and_take_over(package: Path, endpoint: str, say: Say, stack: Stack) -> Iterator[str]:
    """Delete the stack: its data stays, refuses to be deleted, and the next deployment takes it over."""
    before = _counts(stack)
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    cloudformation.delete_stack(StackName=f"ceu-{stack.stage}")
    eventually("the stack deleted", lambda: _gone(cloudformation, f"ceu-{stack.stage}"))
    require(_counts(stack) == before, "Deleting the stack lost data.")
    with ExitStack() as away:
        for bucket in ("DocumentsBucketName", "AuditBucketName", "ImportsBucketName"):
            away.enter_context(_without_bucket(stack, bucket))
        again = bring_up(package, endpoint, say)
    require(_counts(again) == before, "Taking the tables over lost data.")
    Portal(again.url).get("/healthz", 200)
    yield "the stack was deleted and made anew: tables and bucket were kept, the tables taken over"


@contextmanager
def _without_bucket(stack: Stack, output: str) -> Iterator[None]:
    """MiniStack takes a bucket that is there for a conflict before it looks what can be taken over."""
    s3 = boto3.client("s3", region_name=REGION)
    name = stack.outputs[output]
    keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket=name).get("Contents", [])]
    bodies = {key: s3.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
        for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            s3.delete_object(Bucket=name, Key=version["Key"], VersionId=version["VersionId"])
    s3.delete_bucket(Bucket=name)
    yield
    for key, body in bodies.items():
        s3.put_object(Bucket=name, Key=key, Body=body)


def _counts(stack: Stack) -> dict[str, int]:
    """How many items each table holds, and objects the bucket."""
    dynamodb, s3 = (
        boto3.client("dynamodb", region_name=REGION),
        boto3.client("s3", region_name=REGION),
    )
    tables = (f"ceu-{stack.stage}-{name}" for name in ("conferences", "claims", "audit"))
    found = {name: _count(dynamodb, name) for name in tables}
    listed = s3.list_objects_v2(Bucket=stack.outputs["DocumentsBucketName"])
    return found | {"bucket": listed["KeyCount"]}


def _count(dynamodb: Any, table: str) -> int:
    return sum(
        page["Count"]
        for page in dynamodb.get_paginator("scan").paginate(TableName=table, Select="COUNT")
    )


def _ready(dynamodb: Any, table: str) -> bool:
    return bool(dynamodb.describe_table(TableName=table)["Table"]["TableStatus"] == "ACTIVE")


def _gone(cloudformation: Any, name: str) -> bool:
    try:
        [stack] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except cloudformation.exceptions.ClientError:
        return True
    return bool(stack["StackStatus"] == "DELETE_COMPLETE")
