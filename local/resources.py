"""What the template creates in AWS, under the local stage's names."""

import json

import boto3

from stages.local import ACCOUNT, PREFIX, REGION

FEEDBACK_TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:{PREFIX}-feedback"
# As infra/queues.yaml has them; a test compares.
MAX_RECEIVES = 12
CERTIFICATES_VISIBILITY_SECONDS, FEEDBACK_VISIBILITY_SECONDS = 720, 180
IMPORTS_VISIBILITY_SECONDS = 1800


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
