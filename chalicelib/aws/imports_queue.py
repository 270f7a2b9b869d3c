"""How the imports queue stands, and its dead letters, for the operator."""

from chalicelib.aws.clients import sqs
from chalicelib.settings import settings


def counts() -> tuple[int, int] | None:
    """How many messages wait, and how many lie dead, about; None where no queue takes them."""
    try:
        waiting, dead = _waiting(_url("imports")), _waiting(_url("imports-dead"))
    except sqs().exceptions.QueueDoesNotExist:
        return None
    return waiting, dead


def take_dead_letters(limit: int) -> list[tuple[str, str]]:
    """Up to ten dead letters as (receipt handle, body); none where no queue takes them."""
    try:
        url = _url("imports-dead")
    except sqs().exceptions.QueueDoesNotExist:
        return []
    answer = sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=limit, VisibilityTimeout=60)
    return [(m["ReceiptHandle"], m["Body"]) for m in answer.get("Messages", [])]


def send_again(receipt_handle: str, body: str) -> None:
    """Back to the queue; ended in between, the message is there twice, which does no harm."""
    sqs().send_message(QueueUrl=_url("imports"), MessageBody=body)
    sqs().delete_message(QueueUrl=_url("imports-dead"), ReceiptHandle=receipt_handle)


def _url(name: str) -> str:
    return sqs().get_queue_url(QueueName=f"{settings().prefix}-{name}")["QueueUrl"]


def _waiting(url: str) -> int:
    answer = sqs().get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])
