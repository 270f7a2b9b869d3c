"""The parts of a reissue's measurement: what is stored before, a function, and what came of it."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

CONFERENCE = "spring"
SESSIONS = 12


def account_of(number: int) -> str:
    return f"a{number}"


def address_of(number: int) -> str:
    return f"attendee{number}@school.example"


def prepare(holders: int) -> None:
    """Tables, queues and buckets; a conference; everybody with a certificate of its old settings."""
    import boto3

    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable
    from stages.local import PREFIX, REGION

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    sqs = boto3.client("sqs", region_name=REGION)
    # Hidden for less long than where it is deployed (720 and 1,800 s), so that a kill is soon over.
    for name in ("certificates-dead", "certificates", "imports-dead", "imports"):
        sqs.create_queue(QueueName=f"{PREFIX}-{name}", Attributes={"VisibilityTimeout": "30"})
    for bucket in (settings().documents_bucket, settings().imports_bucket):
        clients.s3().create_bucket(Bucket=bucket)
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)
    _conference(holders)
    for number in range(holders):
        _hold_certificate(number)


def _conference(holders: int) -> None:
    from chalicelib.domain.registration import Registration
    from chalicelib.store.people import registering
    from samples import world

    slots = [world.session(f"s{n:02}", at=f"{8 + n:02}:00", minutes=45) for n in range(SESSIONS)]
    world.hold(world.spring(), tuple(slots))
    held = {address_of(n): (Registration(CONFERENCE, type="full"),) for n in range(holders)}
    registering.register(CONFERENCE, held)


def _hold_certificate(number: int) -> None:
    from chalicelib.domain.certificate import Location
    from chalicelib.domain.digest import digest_of
    from chalicelib.domain.issued import new_certificate
    from chalicelib.domain.public_id import new_public_id
    from chalicelib.domain.selections import Requested
    from chalicelib.domain.snapshot import make_snapshot
    from chalicelib.services.claims.open_conference import open_conference
    from chalicelib.services.claims.save_claim import save_claim
    from chalicelib.settings import settings
    from chalicelib.store.certificates import certificates, rounds
    from chalicelib.store.people import accounts, imported_accounts
    from samples import world

    imported_accounts.save(
        account_of(number), f"Attendee {number}", [(address_of(number), True)], "", world.NOW
    )
    account = accounts.load(account_of(number))
    if account is None:
        raise LookupError(number)
    now = datetime.now(UTC)
    opened = open_conference(account, CONFERENCE, now)
    opened = save_claim(opened, 0, [Requested(s.id) for s in opened.sessions], now)
    snapshot = make_snapshot(
        opened.conference,
        opened.attended,
        name=account.name,
        location=Location(account.id, CONFERENCE, 1),
        public_id=new_public_id(),
        portal_url=settings().portal_url,
        issued_at=now,
    )
    certificate = new_certificate(snapshot, digest_of(snapshot))
    rounds.create_certificate(opened.claim, certificate, snapshot, (), ())
    # It was made and sent before, without being in anybody's way here.
    certificates.mark_made(certificate.location, "0" * 64)
    certificates.mark_sent(certificate.location, 1)


def correct_number() -> None:
    """The provider number is another one from now on."""
    from chalicelib.domain.conference import Provider, ProviderNumber
    from chalicelib.store.claims import conferences

    stored = conferences.load(CONFERENCE)
    if stored is None:
        raise LookupError(CONFERENCE)
    provider = Provider(name="Prairie", numbers=(ProviderNumber("NBCC ACEP No.", "6042"),))
    conferences.save(
        replace(stored.conference, provider=provider),
        stored.sessions,
        expected_revision=stored.revision,
    )


def serve(name: str, queue_name: str, size: int) -> None:
    """A function's instance: batches of its queue, one after another, until it is ended."""
    from app import app
    from local.consumers import Queue
    from stages.local import PREFIX

    queue = Queue(f"{PREFIX}-{queue_name}", size, app.handler_map[name])
    while True:
        if not queue.serve_batch():
            time.sleep(0.05)


def outcome(holders: int, number: str) -> dict[str, int]:
    """How many holders have one certificate more, made by this reissue, and what else there is."""
    from chalicelib.store.claims import claims

    found: Counter[str] = Counter()
    for one in range(holders):
        held = claims.at_conference(account_of(one), CONFERENCE).certificates
        standing = [each for each in held if not each.superseded_by]
        once = len(held) == 2 and len(standing) == 1 and standing[0].reissue == number
        found["once" if once else "not once"] += 1
        found["sent"] += sum(each.status.value == "sent" for each in standing)
    return dict(found)


def under_way() -> list[str]:
    """Addresses whose email a sender has begun and not recorded: only these may get a second one."""
    import boto3

    from chalicelib.store.claims_table import ClaimsTable
    from chalicelib.store.keys import account_of
    from stages.local import REGION

    pages = boto3.client("dynamodb", region_name=REGION).get_paginator("scan")
    found = pages.paginate(
        TableName=ClaimsTable.Meta.table_name,
        FilterExpression="attribute_exists(#lease)",
        ExpressionAttributeNames={"#lease": "lease"},
        ConsistentRead=True,
    )
    accounts = (account_of(item["pk"]["S"]) for page in found for item in page["Items"])
    return sorted(address_of(int(account[1:])) for account in accounts)


def waiting() -> int:
    """Messages of both queues, hidden ones included."""
    import boto3

    from stages.local import PREFIX, REGION

    sqs: Any = boto3.client("sqs", region_name=REGION)
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    left = 0
    for name in ("certificates", "imports"):
        url = sqs.get_queue_url(QueueName=f"{PREFIX}-{name}")["QueueUrl"]
        left += sum(
            int(n)
            for n in sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)[
                "Attributes"
            ].values()
        )
    return left
