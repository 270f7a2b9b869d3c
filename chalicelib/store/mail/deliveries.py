"""Deliveries: each its own item, changed by its own conditional update."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from chalicelib.domain.certificate import Location
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.domain.feedback import Standing
from chalicelib.store.claims_table import DeliveryItem
from chalicelib.store.keys import account_key, deliveries_prefix, delivery_key
from chalicelib.store.mail.delivery_items import read_delivery
from chalicelib.store.tables import all_of, change_if, find


def of_certificate(location: Location) -> list[Delivery]:
    """Every delivery of a certificate, by round and address."""
    items = all_of(DeliveryItem, account_key(location.account_id), deliveries_prefix(location))
    return [read_delivery(item) for item in items]


def load(location: Location, round_number: int, address_id: str) -> Delivery | None:
    """One delivery, as stored now."""
    item = find(
        DeliveryItem,
        account_key(location.account_id),
        delivery_key(location, round_number, address_id),
    )
    if item is None:
        return None
    return read_delivery(item)


def lease(location: Location, delivery: Delivery, now: datetime, until: datetime) -> str:
    """Take a pending delivery until then; returns the lease, or "" when another has it or it is done."""
    name = uuid4().hex
    free = DeliveryItem.leased_until.does_not_exist() | (DeliveryItem.leased_until < now)
    # The lease names itself: a condition that fails on our own write, repeated after a time-out,
    # is told from another's lease.
    taken = _change(
        location,
        delivery,
        [DeliveryItem.leased_until.set(until), DeliveryItem.lease.set(name)],
        (DeliveryItem.status == DeliveryStatus.PENDING) & (free | (DeliveryItem.lease == name)),
    )
    return name if taken else ""


def release(location: Location, delivery: Delivery, lease: str) -> bool:
    """Give a lease back after a failure that trying again can help."""
    return _change(
        location,
        delivery,
        [DeliveryItem.leased_until.remove(), DeliveryItem.lease.remove()],
        (DeliveryItem.status == DeliveryStatus.PENDING) & (DeliveryItem.lease == lease),
    )


def record(
    location: Location,
    delivery: Delivery,
    status: DeliveryStatus,
    now: datetime,
    *,
    detail: str = "",
    message_id: str = "",
) -> bool:
    """Move a pending delivery on; False when it is no longer pending."""
    actions = [
        DeliveryItem.status.set(status),
        DeliveryItem.at.set(now),
        DeliveryItem.detail.set(detail),
        DeliveryItem.leased_until.remove(),
        DeliveryItem.lease.remove(),
    ]
    if message_id:
        actions.append(DeliveryItem.message_id.set(message_id))
    return _change(location, delivery, actions, DeliveryItem.status == DeliveryStatus.PENDING)


def stand(location: Location, delivery: Delivery, after: Standing, message_id: str) -> bool:
    """Move a delivery to what a report makes of it; False if a higher-ranking report came first."""
    lower = DeliveryItem.standing.does_not_exist() | (DeliveryItem.standing < after.key)
    return _change(
        location,
        delivery,
        [
            DeliveryItem.status.set(after.status),
            DeliveryItem.at.set(after.at),
            DeliveryItem.detail.set(after.detail),
            DeliveryItem.standing.set(after.key),
            DeliveryItem.message_id.set(message_id),
            DeliveryItem.leased_until.remove(),
            DeliveryItem.lease.remove(),
        ],
        DeliveryItem.pk.exists() & lower,
    )


def _change(location: Location, delivery: Delivery, actions: list[Any], condition: Any) -> bool:
    item = DeliveryItem(
        account_key(location.account_id),
        delivery_key(location, delivery.round, delivery.address_id),
    )
    return change_if(item, actions, condition)
