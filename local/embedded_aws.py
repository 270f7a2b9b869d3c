"""The embedded AWS: moto's threaded server in this process, made safe and filled with our resources."""

import json
import logging
import threading
from typing import Any

import boto3
from moto.backends import get_backend
from moto.dynamodb.responses import DynamoHandler
from moto.server import ThreadedMotoServer

from stages.local import ACCOUNT, PREFIX, REGION
from stages.quicker_moto import hurry_served

HOST = "127.0.0.1"
QUEUE_NAMES = (
    f"{PREFIX}-certificates-dead",
    f"{PREFIX}-certificates",
    f"{PREFIX}-imports-dead",
    f"{PREFIX}-imports",
    f"{PREFIX}-feedback-dead",
    f"{PREFIX}-feedback",
)
FEEDBACK_TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:{PREFIX}-feedback"
# As infra/queues.yaml has them; a test compares.
MAX_RECEIVES = 12
CERTIFICATES_VISIBILITY_SECONDS, FEEDBACK_VISIBILITY_SECONDS = 720, 180
IMPORTS_VISIBILITY_SECONDS = 1800

# moto's tables are plain dictionaries: without one lock, concurrent writes get lost.
TABLES_LOCK = threading.RLock()
_READS = {"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems", "DescribeTable"}


class EmbeddedAws:
    """A moto server until the process ends; `writes` counts calls that may have changed a table."""

    def __init__(self, port: int) -> None:
        self.writes = 0
        self._lock_tables()
        hurry_served()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        # A daemon thread: it ends with the process, as does its state.
        ThreadedMotoServer(HOST, port, verbose=False).start()

    def _lock_tables(self) -> None:
        unlocked = DynamoHandler.call_action

        def call_action(handler: Any) -> Any:
            with TABLES_LOCK:
                answer = unlocked(handler)
                if handler._get_action() not in _READS:
                    self.writes += 1
                return answer

        DynamoHandler.call_action = call_action  # type: ignore[method-assign]


def create_resources(feedback_delay_seconds: int) -> None:
    """What the template creates in AWS, under the local stage's names.

    Feedback is delayed (0 to 900 s) so that a person can watch a delivery's progress.
    """
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    _create_queue("certificates", CERTIFICATES_VISIBILITY_SECONDS, 0)
    _create_queue("imports", IMPORTS_VISIBILITY_SECONDS, 0)
    _create_queue("feedback", FEEDBACK_VISIBILITY_SECONDS, feedback_delay_seconds)
    sns = boto3.client("sns")
    sns.create_topic(Name=FEEDBACK_TOPIC.rpartition(":")[2])
    sns.subscribe(
        TopicArn=FEEDBACK_TOPIC, Protocol="sqs", Endpoint=_queue_arn(f"{PREFIX}-feedback")
    )
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=settings().documents_bucket)
    s3.create_bucket(Bucket=settings().imports_bucket)
    s3.create_bucket(Bucket=settings().audit_bucket, ObjectLockEnabledForBucket=True)
    ses = boto3.client("sesv2")
    ses.create_email_identity(EmailIdentity=settings().mail_from)
    ses.create_configuration_set(ConfigurationSetName=settings().mail_configuration_set)


def message_waits(queue_name: str) -> bool:
    """Whether a message can be received now, without a call through HTTP."""
    queue = get_backend("sqs")[ACCOUNT][REGION].queues[queue_name]
    return bool(queue.approximate_number_of_messages)


def _create_queue(name: str, visibility_seconds: int, delay_seconds: int) -> None:
    """A queue with its dead-letter queue."""
    sqs = boto3.client("sqs")
    dead = f"{PREFIX}-{name}-dead"
    sqs.create_queue(QueueName=dead)
    redrive = {"deadLetterTargetArn": _queue_arn(dead), "maxReceiveCount": MAX_RECEIVES}
    sqs.create_queue(
        QueueName=f"{PREFIX}-{name}",
        Attributes={
            "VisibilityTimeout": str(visibility_seconds),
            "DelaySeconds": str(delay_seconds),
            "RedrivePolicy": json.dumps(redrive),
        },
    )


def _queue_arn(name: str) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
