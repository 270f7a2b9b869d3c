"""Looks that are being typed, and their samples: in the imports' bucket, which forgets them in a week."""

import hashlib

from botocore.exceptions import ClientError

from chalicelib.aws.clients import s3
from chalicelib.aws.storage import LINK_SECONDS
from chalicelib.settings import settings


def put(conference_id: str, body: bytes) -> str:
    """Keep a look as JSON; returns its SHA-256 in hex, which names it."""
    digest = hashlib.sha256(body).hexdigest()
    _put(_look(conference_id, digest), body, "application/json")
    return digest


def get(conference_id: str, digest: str) -> bytes | None:
    """What was kept for that conference; None where nothing is, or no longer."""
    key = _look(conference_id, digest)
    try:
        answer = s3().get_object(Bucket=settings().imports_bucket, Key=key)
    except ClientError as problem:
        # One that is not there is refused where one may not list what is.
        if problem.response["Error"]["Code"] in ("NoSuchKey", "AccessDenied"):
            return None
        raise
    return answer["Body"].read()


def put_sample(conference_id: str, pdf: bytes, file_name: str) -> str:
    """Keep a sample; returns the address that downloads it for the next minute, under a plain ASCII name."""
    key = f"looks/{conference_id}/{hashlib.sha256(pdf).hexdigest()}.pdf"
    _put(key, pdf, "application/pdf")
    shown = {"ResponseContentDisposition": f'attachment; filename="{file_name}"'}
    params = {"Bucket": settings().imports_bucket, "Key": key, **shown}
    return s3().generate_presigned_url("get_object", Params=params, ExpiresIn=LINK_SECONDS)


def _put(key: str, body: bytes, content_type: str) -> None:
    s3().put_object(Bucket=settings().imports_bucket, Key=key, Body=body, ContentType=content_type)


def _look(conference_id: str, digest: str) -> str:
    return f"looks/{conference_id}/{digest}.json"
