"""A large conference for `bench.claims`: registrations, accounts, claims, certificates, deliveries."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from chalice.test import Client

REGISTERED, ACCOUNTS, CLAIMS, SESSIONS, TICKED = 10_000, 6_600, 5_000, 200, 12


def fill() -> None:
    """Tables, queue and bucket, and everybody; Olivia organizes."""
    import boto3

    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable
    from samples import world
    from stages.local import PREFIX, REGION

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    for name in ("certificates", "imports"):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName=f"{PREFIX}-{name}")
    clients.s3().create_bucket(Bucket=settings().imports_bucket)
    slots = tuple(world.session(f"s{n:03}", day=n % 2) for n in range(SESSIONS))
    world.hold(sessions=slots)
    world.enrol("olivia", "Olivia Organizer", "olivia@prairie.example")
    _register()
    _save(_accounts())
    _save(_claims())


def _register() -> None:
    from chalicelib.domain.registration import Registration
    from chalicelib.store.people import registering

    one = partial(Registration, "spring", type="full")
    held = {_address(n): (one(name=_name(n)),) for n in range(REGISTERED)}
    registering.register("spring", held)


def _accounts() -> Iterator[Any]:
    from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem
    from chalicelib.store.keys import ACCOUNT, OWNER, account_key, address_key, email_key
    from samples.world import NOW

    for n in range(ACCOUNTS):
        key, address = account_key(_id(n)), _address(n)
        yield AccountItem(key, ACCOUNT, name=_name(n), created_at=NOW)
        yield AddressItem(key, address_key(address), shown=address, verified=True, primary=True)
        yield OwnerItem(email_key(address), OWNER, account_id=_id(n))


def _claims() -> Iterator[Any]:
    """Four in five have a certificate; one in fifty of these was returned."""
    from chalicelib.store.claims_table import CertificateItem, ClaimItem, DeliveryItem
    from chalicelib.store.keys import account_key, claim_key, conference_prefix
    from chalicelib.store.shards import conference_shard
    from samples.world import NOW

    place = conference_prefix("spring")
    for n in range(CLAIMS):
        key, shard = account_key(_id(n)), conference_shard("spring", _id(n))
        ticks = {f"s{(n + k * 7) % SESSIONS:03}": {"seen": 1} for k in range(TICKED)}
        dates = dict.fromkeys(ticks, "2025-03-06")
        at = NOW - timedelta(hours=n % 480)
        made = n % 5 > 0
        claim = ClaimItem(key, claim_key("spring"), version=1, selections=json.dumps(dates))
        claim.ticks, claim.selected, claim.contact_minutes = json.dumps(ticks), TICKED, 720
        claim.saved_at, claim.conference_shard, claim.last_number = at, shard, int(made)
        claim.issued = claim.ticks if made else None
        yield claim
        if not made:
            continue
        facts = {
            "conference_name": "Spring",
            "name": _name(n),
            "digest": "0" * 64,
            "status": "sent",
        }
        facts |= {"issued_at": at, "contact_minutes": 720, "contact_hours": "12.00", "ceus": "1.20"}
        facts |= {"sessions": TICKED, "round": 1, "round_at": at, "queued_at": at}
        yield CertificateItem(
            key, f"{place}CERT#0001", public_id=f"CEU-{n:012}", conference_shard=shard, **facts
        )
        yield DeliveryItem(
            key,
            f"{place}DELIVERY#0001#0001#{n:016}",
            address=_address(n),
            normalised=_address(n),
            status="bounced" if n % 50 == 1 else "delivered",
            at=at + timedelta(minutes=1),
            conference_shard=shard,
        )


def _save(items: Iterator[Any]) -> None:
    """Twenty-five in a call, whatever their kind."""
    by_table: dict[Any, list[Any]] = {}
    for item in items:
        by_table.setdefault(type(item), []).append(item)
    for model, held in by_table.items():
        with model.batch_write() as batch:
            for item in held:
                batch.save(item)


def _id(number: int) -> str:
    return f"person{number}"


def _name(number: int) -> str:
    return f"Pat Doe {number}"


def _address(number: int) -> str:
    return f"person{number}@school{number % 300}.example"


class Olivia:
    """The organizer's browser; her passkey was just used."""

    def __init__(self) -> None:
        from app import app
        from chalicelib.domain.device import Device, Via
        from chalicelib.domain.grant import Grant, Role
        from chalicelib.store.organizers import grants
        from chalicelib.store.people import accounts, tokens
        from chalicelib.store.transactions import Transaction

        now = datetime.now(UTC)
        with Transaction() as transaction:
            grants.put(transaction, "olivia", Grant("spring", Role.OWNER, "local", now))
        device = Device(Via.COOKIE, "A browser")
        account = accounts.load("olivia")
        version = account.credentials_version if account else 0
        self._token = tokens.issue(
            "olivia", version, now, timedelta(days=1), device, by_passkey=True
        )
        self._client = Client(app)

    def get(self, path: str) -> str:
        """A page, which is there."""
        headers = {"Accept": "text/html", "Cookie": f"ceu-sign-in={self._token}"}
        answer = self._client.http.get(path, headers=headers)
        assert answer.status_code == 200, (answer.status_code, answer.headers)
        return str(answer.body.decode())
