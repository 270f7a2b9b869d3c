"""The queue between Generate and the consumer: one message {certificate_id} a round."""

import json
from typing import TYPE_CHECKING

from chalicelib.aws.clients import sqs
from chalicelib.settings import settings

if TYPE_CHECKING:
    pass


def send(public_id: str, correlation_id: str) -> None:
    """Queue a certificate; the correlation id follows the request into the consumer's logs."""
    sqs().send_message(
        QueueUrl=settings().certificates_queue_url,
        MessageBody=json.dumps({"certificate_id": public_id}),
        MessageAttributes={
            "correlation_id": {"DataType": "String", "StringValue": correlation_id or "none"}
        },
    )


def delay(receipt_handle: str, seconds: int) -> None:
    """Hide a message that failed for so long; SQS has no backoff of its own."""
    sqs().change_message_visibility(
        QueueUrl=settings().certificates_queue_url,
        ReceiptHandle=receipt_handle,
        VisibilityTimeout=seconds,
    )


def take_dead_letters(limit: int = 10) -> list[tuple[str, str]]:
    """Up to ten dead letters as (receipt handle, body), for the operator."""
    answer = sqs().receive_message(
        QueueUrl=settings().certificates_dlq_url, MaxNumberOfMessages=limit, VisibilityTimeout=60
    )
    return [(m["ReceiptHandle"], m["Body"]) for m in answer.get("Messages", [])]


def delete_dead_letter(receipt_handle: str) -> None:
    """Remove a dead letter that was queued again."""
    sqs().delete_message(QueueUrl=settings().certificates_dlq_url, ReceiptHandle=receipt_handle)
