"""The queue between Generate and the consumer: one message {certificate_id} a round."""

import json
from typing import TYPE_CHECKING

from chalicelib.aws.clients import sqs
from chalicelib.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType


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


def backlog() -> int:
    """How many messages wait to be received, about."""
    return _waiting(settings().certificates_queue_url)


def in_hand() -> int:
    """How many messages are being worked on, or hidden until their next try, about."""
    return _count(settings().certificates_queue_url, "ApproximateNumberOfMessagesNotVisible")


def dead_letters() -> int:
    """How many messages lie in the dead-letter queue, about."""
    return _waiting(settings().certificates_dlq_url)


def reports() -> tuple[int, int] | None:
    """SES's reports that wait, and those that lie dead, about; None where there is no such queue."""
    try:
        urls = [
            sqs().get_queue_url(QueueName=f"{settings().prefix}-{name}")["QueueUrl"]
            for name in ("feedback", "feedback-dead")
        ]
    except sqs().exceptions.QueueDoesNotExist:
        return None
    waiting, dead = (_waiting(url) for url in urls)
    return waiting, dead


def take_dead_letters(limit: int = 10) -> list[tuple[str, str]]:
    """Up to ten dead letters as (receipt handle, body), for the operator."""
    answer = sqs().receive_message(
        QueueUrl=settings().certificates_dlq_url, MaxNumberOfMessages=limit, VisibilityTimeout=60
    )
    return [(m["ReceiptHandle"], m["Body"]) for m in answer.get("Messages", [])]


def delete_dead_letter(receipt_handle: str) -> None:
    """Remove a dead letter that was queued again."""
    sqs().delete_message(QueueUrl=settings().certificates_dlq_url, ReceiptHandle=receipt_handle)


def _waiting(queue_url: str) -> int:
    return _count(queue_url, "ApproximateNumberOfMessages")


def _count(queue_url: str, which: "QueueAttributeNameType") -> int:
    answer = sqs().get_queue_attributes(QueueUrl=queue_url, AttributeNames=[which])
    return int(answer["Attributes"][which])
