"""boto3 clients, made once a process, with time-outs shorter than the gateway's 29 s."""

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from chalicelib.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient


@cache
def sqs() -> "SQSClient":
    """SQS, which may be asked again after a time-out: consumers are idempotent."""
    return boto3.client("sqs", config=_config(attempts=3), region_name=settings().aws_region)


@cache
def s3() -> "S3Client":
    """S3; signature version 4, without which a signed address is refused.

    Addressed as bucket.s3.REGION.amazonaws.com: the default signs for bucket.s3.amazonaws.com,
    which sends a new bucket's visitor on to its region, where the signature is wrong.
    https://github.com/boto/boto3/issues/4768
    """
    return boto3.client(
        "s3",
        config=_config(attempts=3, signature_version="s3v4", s3={"addressing_style": "virtual"}),
        region_name=settings().aws_region,
    )


@cache
def ses() -> "SESV2Client":
    """SES, asked once: a retry after a time-out would send the email again."""
    return boto3.client("sesv2", config=_config(attempts=1), region_name=settings().aws_region)


def _config(attempts: int, **more: Any) -> Config:
    return Config(
        connect_timeout=3,
        read_timeout=5,
        retries={"total_max_attempts": attempts, "mode": "standard"},
        **more,
    )
