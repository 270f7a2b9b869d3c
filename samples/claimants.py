"""A crowd that claimed: registered, with accounts, claims, certificates and deliveries of every kind.

Of those who claimed, four in five have a certificate, emailed to one address; one in fifty of these
emails was returned.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from chalicelib.domain.registration import Registration
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem
from chalicelib.store.claims_table import CertificateItem, ClaimItem, DeliveryItem
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    account_key,
    address_key,
    claim_key,
    conference_prefix,
    email_key,
)
from chalicelib.store.people import registering
from chalicelib.store.shards import conference_shard
from samples import world

TICKED = 12
_PLACE = conference_prefix("spring")


def gather(registered: int, accounts: int, claims: int, sessions: int = 40) -> None:
    """At the spring conference, which gets a program of so many sessions."""
    world.hold(sessions=tuple(world.session(f"s{n:03}", day=n % 2) for n in range(sessions)))
    one = partial(Registration, "spring", type="full")
    registering.register("spring", {_address(n): (one(name=_name(n)),) for n in range(registered)})
    _save(_accounts(accounts))
    _save(_claims(claims, sessions))


def _accounts(count: int) -> Iterator[Any]:
    for n in range(count):
        key, address = account_key(_id(n)), _address(n)
        yield AccountItem(key, ACCOUNT, name=_name(n), created_at=world.NOW)
        yield AddressItem(key, address_key(address), shown=address, verified=True, primary=True)
        yield OwnerItem(email_key(address), OWNER, account_id=_id(n))


def _claims(count: int, sessions: int) -> Iterator[Any]:
    for n in range(count):
        at = world.NOW - timedelta(hours=n * 480 // count)
        ticks = {f"s{(n + k * 7) % sessions:03}": {"seen": 1} for k in range(TICKED)}
        made = n % 5 > 0
        yield _claim(n, json.dumps(ticks), json.dumps(dict.fromkeys(ticks, "2025-03-06")), made, at)
        if made:
            yield _certificate(n, at)
            yield _delivery(n, at + timedelta(minutes=1))


def _claim(n: int, ticks: str, dates: str, made: bool, at: datetime) -> ClaimItem:
    return ClaimItem(
        account_key(_id(n)),
        claim_key("spring"),
        version=1,
        selections=dates,
        ticks=ticks,
        issued=ticks if made else None,
        selected=TICKED,
        contact_minutes=720,
        saved_at=at,
        last_number=int(made),
        conference_shard=conference_shard("spring", _id(n)),
    )


def _certificate(n: int, at: datetime) -> CertificateItem:
    return CertificateItem(
        account_key(_id(n)),
        f"{_PLACE}CERT#0001",
        public_id=f"{n:016}",
        conference_name="Spring",
        name=_name(n),
        digest="0" * 64,
        status="sent",
        issued_at=at,
        contact_minutes=720,
        contact_hours="12.00",
        ceus="1.20",
        sessions=TICKED,
        round=1,
        round_at=at,
        queued_at=at,
        conference_shard=conference_shard("spring", _id(n)),
    )


def _delivery(n: int, at: datetime) -> DeliveryItem:
    return DeliveryItem(
        account_key(_id(n)),
        f"{_PLACE}DELIVERY#0001#0001#{n:016}",
        address=_address(n),
        normalised=_address(n),
        status="bounced" if n % 50 == 1 else "delivered",
        at=at,
        conference_shard=conference_shard("spring", _id(n)),
    )


def _save(items: Iterator[Any]) -> None:
    """Twenty-five in a call."""
    by_kind: dict[Any, list[Any]] = {}
    for item in items:
        by_kind.setdefault(type(item), []).append(item)
    for model, held in by_kind.items():
        with model.batch_write() as batch:
            for item in held:
                batch.save(item)


def _id(number: int) -> str:
    return f"person{number}"


def _name(number: int) -> str:
    return f"Pat Doe {number}"


def _address(number: int) -> str:
    return f"person{number}@school{number % 300}.example"
