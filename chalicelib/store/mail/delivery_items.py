"""A delivery as its item holds it."""

from chalicelib.domain.certificate import Location
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.store.claims_table import DeliveryItem
from chalicelib.store.keys import account_key, delivery_key
from chalicelib.store.shards import conference_shard


def item_of(location: Location, delivery: Delivery) -> DeliveryItem:
    """The item to write in the transaction that opens a round."""
    return DeliveryItem(
        account_key(location.account_id),
        delivery_key(location, delivery.round, delivery.address_id),
        address=delivery.address,
        normalised=delivery.normalised,
        status=delivery.status,
        at=delivery.at,
        conference_shard=conference_shard(location.conference_id, location.account_id),
        named=delivery.named or None,
    )


def read_delivery(item: DeliveryItem) -> Delivery:
    """The delivery that an item holds."""
    number, round_number, address_id = item.sk.split("#")[3:]
    return Delivery(
        number=int(number),
        round=int(round_number),
        address_id=address_id,
        address=item.address,
        normalised=item.normalised,
        status=DeliveryStatus(item.status),
        at=item.at,
        detail=item.detail,
        message_id=item.message_id,
        leased_until=item.leased_until,
        named=bool(item.named),
    )
