"""The packaged template and zip on their way to S3."""

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError


def upload(session: Any, bucket: str, package: Path, template: dict[str, Any]) -> str:
    """Put zip and template under names made of their content; returns the template's address."""
    s3 = session.client("s3")
    make_bucket(s3, bucket, session.region_name)
    code = (package / "deployment.zip").read_bytes()
    code_key = f"{_digest(code)}.zip"
    _put(s3, bucket, code_key, code)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://{bucket}/{code_key}"
    body = json.dumps(template, indent=1).encode()
    key = f"{_digest(body)}.json"
    _put(s3, bucket, key, body)
    return f"{s3.meta.endpoint_url}/{bucket}/{key}"


def make_bucket(s3: Any, bucket: str, region: str) -> None:
    """A private bucket for code, unless it is there."""
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as problem:
        if problem.response["Error"]["Code"] not in {"404", "NoSuchBucket"}:
            raise
    else:
        return
    where = {} if region == "us-east-1" else {"LocationConstraint": region}
    s3.create_bucket(Bucket=bucket, **({"CreateBucketConfiguration": where} if where else {}))
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        },
    )


def _put(s3: Any, bucket: str, key: str, body: bytes) -> None:
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError:
        s3.put_object(Bucket=bucket, Key=key, Body=body)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]
