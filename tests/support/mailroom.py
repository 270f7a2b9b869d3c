"""What SES took, by recipient, and what is left in the queues."""

from collections import Counter
from typing import Any

from chalicelib.aws import clients
from chalicelib.settings import settings
from stages.test import sent_mails


def mails_to() -> Counter[str]:
    """How many emails each address was sent."""
    return Counter(address for mail in sent_mails() for address in set(mail.destinations))


def messages_waiting() -> int:
    """Messages of the certificates queue, hidden ones included."""
    return _count(settings().certificates_queue_url)


def dead_letters() -> int:
    """Messages of its dead-letter queue, hidden ones included."""
    return _count(settings().certificates_dlq_url)


def show_hidden() -> None:
    """As if every visibility time-out were over."""
    from moto.backends import get_backend

    for queue in get_backend("sqs")["123456789012"]["us-east-1"].queues.values():
        for message in queue._messages:
            message.visible_at = 0


def forget_messages() -> None:
    """As if every message were lost."""
    from moto.backends import get_backend

    for queue in get_backend("sqs")["123456789012"]["us-east-1"].queues.values():
        queue._messages.clear()


def _count(url: str) -> int:
    names: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = clients.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)
