"""The claims table's models: claims, certificates, deliveries, and snapshots by public ID."""

import zlib

from pynamodb.attributes import (
    BinaryAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.domain.certificate import Location
from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta

SHARDS = 8  # of the sparse index, so that no one partition takes every unfinished certificate


class ClaimsTable(Item):
    """Base of the table's models."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().claims_table


class ClaimItem(ClaimsTable, discriminator="CLAIM"):
    """`ACCOUNT#id` / `CONF#conf#CLAIM`. `selections` is JSON: session id → attended-on date."""

    version = NumberAttribute(default=0)
    selections = UnicodeAttribute(default="{}")
    contact_minutes = NumberAttribute(default=0)
    last_number = NumberAttribute(default=0)
    last_digest = UnicodeAttribute(default="")
    refused = UnicodeAttribute(default="")
    saved_at = UTCDateTimeAttribute(null=True)


class UnfinishedIndex(GlobalSecondaryIndex["CertificateItem"]):  # type: ignore[no-untyped-call]
    """Certificates that are queued or made but not sent, for the sweep; sparse on `shard`."""

    class Meta:
        """The index. `kind` is projected, or the model would filter every item out."""

        index_name = "unfinished"
        projection = IncludeProjection(["kind", "public_id", "attempts"])

    shard = UnicodeAttribute(hash_key=True)
    queued_at = UTCDateTimeAttribute(range_key=True)


class CertificateItem(ClaimsTable, discriminator="CERTIFICATE"):
    """`ACCOUNT#id` / `CONF#conf#CERT#0001`. `shard` is there only while it is unfinished."""

    public_id = UnicodeAttribute()
    conference_name = UnicodeAttribute()
    name = UnicodeAttribute()
    digest = UnicodeAttribute()
    status = UnicodeAttribute()
    issued_at = UTCDateTimeAttribute()
    contact_minutes = NumberAttribute()
    contact_hours = UnicodeAttribute()
    ceus = UnicodeAttribute()
    sessions = NumberAttribute()
    round = NumberAttribute()
    round_at = UTCDateTimeAttribute()
    queued_at = UTCDateTimeAttribute()
    attempts = NumberAttribute(default=0)
    pdf_sha256 = UnicodeAttribute(default="")
    superseded_by = UnicodeAttribute(default="")
    revoked_at = UTCDateTimeAttribute(null=True)
    revoked_reason = UnicodeAttribute(default="")
    shard = UnicodeAttribute(null=True)
    ttl = TTLAttribute(null=True)  # set when its account is deleted
    unfinished = UnfinishedIndex()


class DeliveryItem(ClaimsTable, discriminator="DELIVERY"):
    """`ACCOUNT#id` / `CONF#conf#DELIVERY#0001#0001#address-id`: certificate and round numbers.

    `lease` names the consumer's try that has it; `standing` sorts the reports that came of it.
    """

    address = UnicodeAttribute()
    normalised = UnicodeAttribute()
    status = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    detail = UnicodeAttribute(default="")
    message_id = UnicodeAttribute(default="")
    leased_until = UTCDateTimeAttribute(null=True)
    lease = UnicodeAttribute(null=True)
    standing = UnicodeAttribute(null=True)


class SnapshotItem(ClaimsTable, discriminator="SNAPSHOT"):
    """`CERT#public-id` / `SNAPSHOT#00`: zlib JSON in chunks; each names where its certificate is."""

    account_id = UnicodeAttribute()
    conference_id = UnicodeAttribute()
    number = NumberAttribute()
    data = BinaryAttribute(legacy_encoding=False)
    ttl = TTLAttribute(null=True)  # set when its account is deleted


def claim_key(conference_id: str) -> str:
    """Sort key of a claim."""
    return f"{conference_prefix(conference_id)}CLAIM"


def conference_prefix(conference_id: str) -> str:
    """What every sort key of an account at a conference begins with."""
    return f"CONF#{conference_id}#"


def certificate_key(location: Location) -> str:
    """Sort key of a certificate."""
    return f"{conference_prefix(location.conference_id)}CERT#{location.number:04}"


def delivery_key(location: Location, round_number: int, address_id: str) -> str:
    """Sort key of a delivery."""
    return f"{deliveries_prefix(location)}{round_number:04}#{address_id}"


def deliveries_prefix(location: Location) -> str:
    """What the sort keys of a certificate's deliveries begin with."""
    return f"{conference_prefix(location.conference_id)}DELIVERY#{location.number:04}#"


def snapshot_key(public_id: str) -> str:
    """Partition of a certificate's snapshot."""
    return f"CERT#{public_id}"


def shard_of(public_id: str) -> str:
    """The index shard of a certificate, the same every time."""
    return str(zlib.crc32(public_id.encode()) % SHARDS)
