"""The bucket: certificates' PDFs by public ID, and images by their SHA-256."""

import hashlib
from functools import lru_cache

from botocore.exceptions import ClientError

from chalicelib.aws.clients import s3
from chalicelib.settings import settings

LINK_SECONDS = 60


def put_pdf(public_id: str, pdf: bytes) -> None:
    """Store a certificate's PDF; the same ID always holds the same bytes."""
    s3().put_object(
        Bucket=settings().documents_bucket,
        Key=_pdf_key(public_id),
        Body=pdf,
        ContentType="application/pdf",
    )


def get_pdf(public_id: str) -> bytes:
    """The PDF's bytes."""
    answer = s3().get_object(Bucket=settings().documents_bucket, Key=_pdf_key(public_id))
    return answer["Body"].read()


def pdf_link(public_id: str, file_name: str) -> str:
    """An address that downloads the PDF for the next minute; `file_name` must be plain ASCII."""
    return s3().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings().documents_bucket,
            "Key": _pdf_key(public_id),
            "ResponseContentDisposition": f'attachment; filename="{file_name}"',
            "ResponseContentType": "application/pdf",
        },
        ExpiresIn=LINK_SECONDS,
    )


def delete_pdf(public_id: str) -> None:
    """Delete a certificate's PDF; no error when there is none."""
    s3().delete_object(Bucket=settings().documents_bucket, Key=_pdf_key(public_id))


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


def _pdf_key(public_id: str) -> str:
    return f"certificates/{public_id}.pdf"


def _image_key(digest: str) -> str:
    return f"images/{digest}.png"
