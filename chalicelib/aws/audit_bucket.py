"""The bucket of the audit's heads: an object a day, which Object Lock keeps as it was first written."""

import json
from datetime import date
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.aws.clients import s3
from chalicelib.domain.audit_check import Head, Heads
from chalicelib.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectVersionTypeDef

_FOLDER = "heads/"


def put(day: date, heads: tuple[Head, ...]) -> None:
    """Keep a day's heads, unless the day has some."""
    body = {"day": day.isoformat(), "heads": [[h.scope, h.number, h.hash] for h in heads]}
    try:
        s3().put_object(
            Bucket=settings().audit_bucket,
            Key=_key(day),
            Body=json.dumps(body).encode(),
            ContentType="application/json",
            ChecksumAlgorithm="SHA256",  # without a checksum, a locked bucket takes nothing
            IfNoneMatch="*",
        )
    except ClientError as problem:
        if problem.response["Error"]["Code"] not in ("PreconditionFailed", "412"):
            raise


def days_after(day: date) -> list[date]:
    """The days after `day` whose heads are kept."""
    pages = (
        s3()
        .get_paginator("list_objects_v2")
        .paginate(Bucket=settings().audit_bucket, Prefix=_FOLDER, StartAfter=_key(day))
    )
    return [_day(entry["Key"]) for page in pages for entry in page.get("Contents", ())]


def read() -> list[Heads]:
    """Every day's heads as they were first written, by day."""
    first: dict[str, ObjectVersionTypeDef] = {}
    count: dict[str, int] = {}
    pages = (
        s3()
        .get_paginator("list_object_versions")
        .paginate(Bucket=settings().audit_bucket, Prefix=_FOLDER)
    )
    for page in pages:
        for version in page.get("Versions", ()):  # the newest of a key first
            first[version["Key"]] = version
            count[version["Key"]] = count.get(version["Key"], 0) + 1
        for marker in page.get("DeleteMarkers", ()):
            count[marker["Key"]] = count.get(marker["Key"], 0) + 1
    return [_heads(key, _body(first[key]), count[key]) for key in sorted(first)]


def _body(version: "ObjectVersionTypeDef") -> bytes:
    answer = s3().get_object(
        Bucket=settings().audit_bucket, Key=version["Key"], VersionId=version["VersionId"]
    )
    return answer["Body"].read()


def _heads(key: str, body: bytes, versions: int) -> Heads:
    try:
        heads = tuple(Head(*each) for each in json.loads(body)["heads"])
    except (ValueError, TypeError, KeyError):
        return Heads(_day(key), (), versions, unreadable=True)
    return Heads(_day(key), heads, versions)


def _key(day: date) -> str:
    return f"{_FOLDER}{day.isoformat()}.json"


def _day(key: str) -> date:
    return date.fromisoformat(key.removeprefix(_FOLDER).removesuffix(".json"))
