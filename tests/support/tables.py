"""Everything that is stored, to compare before and after."""

from typing import Any

import boto3

from chalicelib.settings import settings


def everything() -> dict[str, Any]:
    """All items of the three tables and all keys of the bucket."""
    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    s3 = boto3.client("s3", region_name="us-east-1")
    names = (settings().accounts_table, settings().conferences_table, settings().claims_table)
    found: dict[str, Any] = {
        name: sorted(dynamodb.scan(TableName=name)["Items"], key=str) for name in names
    }
    objects = s3.list_objects_v2(Bucket=settings().documents_bucket).get("Contents", [])
    found["bucket"] = [entry["Key"] for entry in objects]
    return found
