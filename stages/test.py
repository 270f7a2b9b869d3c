"""The test stage: settings that reach nothing beyond this process, and an embedded AWS for them."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto import mock_aws
from moto.backends import get_backend
from moto.dynamodb.responses import DynamoHandler

from stages.kept import State, keep, put_back
from stages.quicker_moto import hurry

ACCOUNT = "123456789012"
REGION = "us-east-1"
PREFIX = "ceu-test"
_QUEUES = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{PREFIX}"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "STAGE": "test",
    "PORTAL_URL": "https://ceu.example.org",
    "CERTIFICATES_QUEUE_URL": f"{_QUEUES}-certificates",
    "CERTIFICATES_DLQ_URL": f"{_QUEUES}-certificates-dead",
    "IMPORTS_QUEUE_URL": f"{_QUEUES}-imports",
    "IMPORTS_BUCKET": f"{PREFIX}-imports",
    "DOCUMENTS_BUCKET": f"{PREFIX}-documents",
    "AUDIT_BUCKET": f"{PREFIX}-audit",
    "MAIL_FROM": "ceu@conference.example.org",
    "MAIL_CONFIGURATION_SET": f"{PREFIX}-mail",
    "MAIL_UNASKED_CONFIGURATION_SET": f"{PREFIX}-unasked",
    "LEGACY_CEU_URL": "https://old-ceu.example.org",
    "ORGANIZER_CONTACT": "help@conference.example.org",
    "POWERTOOLS_TRACE_DISABLED": "1",
    "EVEN_ANSWER_SECONDS": "0",  # bench/sign_in.py measures it; tests don't have to wait
}


_empty: State = {}


def take_settings(**changes: str) -> None:
    """Put them into the environment, where no other AWS remains; before the store is imported."""
    os.environ.update(SETTINGS | changes)
    for unwanted in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
        os.environ.pop(unwanted, None)


@contextmanager
def embedded_aws() -> Iterator[None]:
    """Tables, queues, bucket and sender identity, gone at the end."""
    hurry()
    with mock_aws(), one_call_at_a_time():
        begin()
        yield


def begin() -> None:
    """Everything the product needs, and nothing in it."""
    from chalicelib.aws import stored_images
    from chalicelib.store.claims import conferences

    stored_images.get_image.cache_clear()
    conferences.KEPT.clear()
    if not _empty:
        _create_all()
        _empty.update(keep(ACCOUNT))
    put_back(_empty, ACCOUNT)


@contextmanager
def one_call_at_a_time() -> Iterator[None]:
    """The embedded tables lose writes of several threads at once; DynamoDB does not."""
    unlocked, lock = DynamoHandler.call_action, threading.RLock()

    def call_action(handler: Any) -> Any:
        with lock:
            return unlocked(handler)

    DynamoHandler.call_action = call_action  # type: ignore[method-assign]
    try:
        yield
    finally:
        DynamoHandler.call_action = unlocked  # type: ignore[method-assign]


def _create_all() -> None:
    """Everything the product needs, under the test stage's names."""
    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    sqs = clients.sqs()
    dead = f"{PREFIX}-certificates-dead"
    sqs.create_queue(QueueName=dead)
    sqs.create_queue(
        QueueName=f"{PREFIX}-certificates",
        Attributes={
            "VisibilityTimeout": "720",
            "RedrivePolicy": f'{{"deadLetterTargetArn": "arn:aws:sqs:{REGION}:{ACCOUNT}:{dead}",'
            '"maxReceiveCount": "12"}',
        },
    )
    sqs.create_queue(QueueName=f"{PREFIX}-imports", Attributes={"VisibilityTimeout": "1800"})
    clients.s3().create_bucket(Bucket=settings().imports_bucket)
    clients.s3().create_bucket(Bucket=settings().documents_bucket)
    clients.s3().create_bucket(Bucket=settings().audit_bucket, ObjectLockEnabledForBucket=True)
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)


def sent_mails() -> list[Any]:
    """Raw emails that SES took, oldest first."""
    return list(get_backend("ses")[ACCOUNT][REGION].sent_messages)
