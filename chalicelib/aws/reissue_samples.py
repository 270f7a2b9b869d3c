"""The samples of reissues, kept in the bucket of files on their way in."""

from chalicelib.aws.clients import s3
from chalicelib.settings import settings


def put_sample(reissue_id: str, pdf: bytes) -> None:
    """Keep the sample of a reissue for as long as files are kept."""
    s3().put_object(
        Bucket=settings().imports_bucket,
        Key=_sample(reissue_id),
        Body=pdf,
        ContentType="application/pdf",
    )


def sample_link(reissue_id: str) -> str:
    """An address that shows it in the browser for the next minute."""
    params = {"Bucket": settings().imports_bucket, "Key": _sample(reissue_id)}
    return s3().generate_presigned_url("get_object", Params=params, ExpiresIn=60)


def _sample(reissue_id: str) -> str:
    return f"found/{reissue_id}/sample.pdf"
