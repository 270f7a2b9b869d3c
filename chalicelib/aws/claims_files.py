"""Files of claims in the imports' bucket, emptied after a week, and the queue that has large ones made."""

import json

from chalicelib.aws.clients import s3, sqs
from chalicelib.aws.storage import LINK_SECONDS
from chalicelib.settings import settings


def put(export_id: str, body: bytes, content_type: str) -> None:
    """Store a file; made again, the last one stays."""
    s3().put_object(
        Bucket=settings().imports_bucket, Key=_key(export_id), Body=body, ContentType=content_type
    )


def link(export_id: str, file_name: str) -> str:
    """An address that downloads it for the next minute; `file_name` must be plain ASCII."""
    return s3().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings().imports_bucket,
            "Key": _key(export_id),
            "ResponseContentDisposition": f'attachment; filename="{file_name}"',
        },
        ExpiresIn=LINK_SECONDS,
    )


def queue(export_id: str) -> None:
    """Have it made by the consumer of the imports' queue."""
    sqs().send_message(
        QueueUrl=settings().imports_queue_url, MessageBody=json.dumps({"export_id": export_id})
    )


def _key(export_id: str) -> str:
    return f"exports/{export_id}"
