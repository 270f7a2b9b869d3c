"""The bucket's images, by their SHA-256: the provider's logo and signatures."""

import hashlib
from functools import lru_cache

from botocore.exceptions import ClientError

from chalicelib.aws.clients import s3
from chalicelib.settings import settings


def put_image(png: bytes) -> str:
    """Store a PNG image; returns its SHA-256 in hex, which names it for good."""
    digest = hashlib.sha256(png).hexdigest()
    s3().put_object(
        Bucket=settings().documents_bucket,
        Key=_image_key(digest),
        Body=png,
        ContentType="image/png",
    )
    return digest


@lru_cache(maxsize=16)
def get_image(digest: str) -> bytes:
    """The image of that SHA-256; it never changes, so a process reads it once."""
    answer = s3().get_object(Bucket=settings().documents_bucket, Key=_image_key(digest))
    return answer["Body"].read()


def has_image(digest: str) -> bool:
    """Whether the image of that SHA-256 can be read."""
    try:
        get_image(digest)
    except ClientError as problem:
        # One that is not there is refused where one may not list what is.
        if problem.response["Error"]["Code"] in ("NoSuchKey", "AccessDenied"):
            return False
        raise
    return True


def _image_key(digest: str) -> str:
    return f"images/{digest}.png"
