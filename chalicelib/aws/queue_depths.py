"""How many messages the queues of certificates and of SES's reports hold, about."""

from typing import TYPE_CHECKING

from chalicelib.aws.clients import sqs
from chalicelib.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType


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


def _waiting(queue_url: str) -> int:
    return _count(queue_url, "ApproximateNumberOfMessages")


def _count(queue_url: str, which: "QueueAttributeNameType") -> int:
    answer = sqs().get_queue_attributes(QueueUrl=queue_url, AttributeNames=[which])
    return int(answer["Attributes"][which])
