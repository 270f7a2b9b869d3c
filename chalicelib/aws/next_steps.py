"""The queue of what organizers wait for: the steps of imports, and the parts of reissues."""

import json

from chalicelib.aws.clients import sqs
from chalicelib.settings import settings


def queue(import_id: str) -> None:
    """Have the import's next step done."""
    sqs().send_message(
        QueueUrl=settings().imports_queue_url, MessageBody=json.dumps({"import_id": import_id})
    )


def queue_reissue(reissue_id: str, version: int, seconds: int = 0) -> None:
    """Have the next part of a reissue done, in so many seconds, if it still has this version then."""
    sqs().send_message(
        QueueUrl=settings().imports_queue_url,
        MessageBody=json.dumps({"reissue_id": reissue_id, "version": version}),
        DelaySeconds=seconds,
    )


def delay(receipt_handle: str, seconds: int) -> None:
    """Hide a message that failed for so long."""
    sqs().change_message_visibility(
        QueueUrl=settings().imports_queue_url,
        ReceiptHandle=receipt_handle,
        VisibilityTimeout=seconds,
    )
