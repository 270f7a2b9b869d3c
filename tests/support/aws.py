"""An embedded AWS (moto) with what the template would create."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from unittest.mock import patch

from moto import mock_aws
from moto.backends import get_backend

ACCOUNT = "123456789012"
REGION = "us-east-1"


@contextmanager
def embedded_aws() -> Iterator[None]:
    """Tables, queues, bucket and sender identity, gone at the end."""
    from chalicelib.aws import storage

    with mock_aws():
        storage.get_image.cache_clear()
        create_all()
        yield


def create_all() -> None:
    """Everything the product needs, under the test stage's names."""
    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.claims.conferences import ConferenceTable
    from chalicelib.store.claims_table import CertificateItem

    for model in (AccountsTable, CertificateItem, ConferenceTable):
        model.create_table(wait=True)
    sqs = clients.sqs()
    dead = f"{settings().prefix}-certificates-dead"
    sqs.create_queue(QueueName=dead)
    sqs.create_queue(
        QueueName=f"{settings().prefix}-certificates",
        Attributes={
            "VisibilityTimeout": "720",
            "RedrivePolicy": f'{{"deadLetterTargetArn": "arn:aws:sqs:{REGION}:{ACCOUNT}:{dead}",'
            '"maxReceiveCount": "12"}',
        },
    )
    clients.s3().create_bucket(Bucket=settings().documents_bucket)
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The embedded tables answer one call at a time: called at once, they lose writes."""
    from moto.dynamodb.responses import DynamoHandler

    call, lock = DynamoHandler.call_action, Lock()

    def locked(handler: Any) -> Any:
        with lock:
            return call(handler)

    with patch.object(DynamoHandler, "call_action", locked):
        yield


def sent_mails() -> list[Any]:
    """Raw mails that SES took, oldest first."""
    return list(get_backend("ses")[ACCOUNT][REGION].sent_messages)
