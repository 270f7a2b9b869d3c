"""The bucket's certificates: their PDFs, by public ID."""

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


def _pdf_key(public_id: str) -> str:
    return f"certificates/{public_id}.pdf"
