"""The claims table's models: claims, certificates, deliveries, and snapshots by public ID."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta


class ByConferenceIndex(GlobalSecondaryIndex["ClaimsTable"]):  # type: ignore[no-untyped-call]
    """Claims, latest certificates and deliveries of a conference, an account's side by side; it lags a
    little.

    Sparse on `conference_shard`, which version 0.1.0 did not write: `ops reindex` does.
    """

    class Meta:
        """The index. `kind` is projected, or the model would filter every item out."""

        index_name = "by-conference"
        projection = IncludeProjection(
            [
                "kind",
                "selected",
                "contact_minutes",
                "saved_at",
                "public_id",
                "name",
                "status",
                "issued_at",
                "revoked_at",
                "credits",
                "at",
            ]
        )

    conference_shard = UnicodeAttribute(hash_key=True)
    pk = UnicodeAttribute(range_key=True)


class ClaimsTable(Item):
    """Base of the table's models."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().claims_table

    conference_shard = UnicodeAttribute(null=True)
    by_conference = ByConferenceIndex()


class ClaimItem(ClaimsTable, discriminator="CLAIM"):
    """`ACCOUNT#id` / `CONF#conf#CLAIM`. `ticks` is JSON: session id → tick; `selected` counts them.

    A tick is {"seen": revision, "on": date chosen, "rec": 1 for a recording}, or a date alone.
    `selections` has the dates alone, as version 0.1.0 wrote and would read them: it counts where there
    are no `ticks`. `issued` are the ticks of the last certificate, `credits` the totals of other credit
    types, as JSON. `open_until` is an ISO date, only where the organizer gave this person longer
    than others.
    """

    version = NumberAttribute(default=0)
    selections = UnicodeAttribute(default="{}")
    ticks = UnicodeAttribute(null=True)
    selected = NumberAttribute(null=True)
    contact_minutes = NumberAttribute(default=0)
    credits = UnicodeAttribute(null=True)
    last_number = NumberAttribute(default=0)
    refused = UnicodeAttribute(default="")
    issued = UnicodeAttribute(null=True)
    saved_at = UTCDateTimeAttribute(null=True)
    open_until = UnicodeAttribute(null=True)


class UnfinishedIndex(GlobalSecondaryIndex["CertificateItem"]):  # type: ignore[no-untyped-call]
    """Certificates that are queued or made but not sent, for the sweep; sparse on `shard`."""

    class Meta:
        """The index. `kind` is projected, or the model would filter every item out."""

        index_name = "unfinished"
        projection = IncludeProjection(["kind", "public_id", "attempts"])

    shard = UnicodeAttribute(hash_key=True)
    queued_at = UTCDateTimeAttribute(range_key=True)


class CertificateItem(ClaimsTable, discriminator="CERTIFICATE"):
    """`ACCOUNT#id` / `CONF#conf#CERT#0001`. `shard` is there only while something is to be done.

    `to_tell` (JSON) are the normalised addresses that were not yet told that it was revoked.
    """

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
    credits = UnicodeAttribute(null=True)  # JSON; absent where only the built-in total counts
    printed = UnicodeAttribute(
        null=True
    )  # the totals it prints, with commas; absent for the usual ones
    content = UnicodeAttribute(null=True)  # its digest without the license it prints
    round = NumberAttribute()
    round_at = UTCDateTimeAttribute()
    queued_at = UTCDateTimeAttribute()
    attempts = NumberAttribute(default=0)
    pdf_sha256 = UnicodeAttribute(default="")
    superseded_by = UnicodeAttribute(default="")
    revoked_at = UTCDateTimeAttribute(null=True)
    revoked_reason = UnicodeAttribute(default="")
    to_tell = UnicodeAttribute(null=True)
    telling_until = UTCDateTimeAttribute(null=True)
    reissue = UnicodeAttribute(null=True)  # the number of the reissue that made it
    time_zone = UnicodeAttribute(null=True)  # absent in what version 0.1.0 stored
    shard = UnicodeAttribute(null=True)
    ttl = TTLAttribute(null=True)  # set when its account is deleted
    unfinished = UnfinishedIndex()


class DeliveryItem(ClaimsTable, discriminator="DELIVERY"):
    """`ACCOUNT#id` / `CONF#conf#DELIVERY#0001#0001#address-id`: certificate and round numbers.

    `lease` names the consumer's try that has it; `standing` sorts the reports that came of it; `named`:
    the organizer named the address.
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
    named = BooleanAttribute(null=True)


class SnapshotItem(ClaimsTable, discriminator="SNAPSHOT"):
    """`CERT#public-id` / `SNAPSHOT#00`: zlib JSON in chunks; each names where its certificate is."""

    account_id = UnicodeAttribute()
    conference_id = UnicodeAttribute()
    number = NumberAttribute()
    data = BinaryAttribute(legacy_encoding=False)
    ttl = TTLAttribute(null=True)  # set when its account is deleted


class RecordItem(ClaimsTable, discriminator="RECORD"):
    """`ACCOUNT#id` / `RECORD#digest`: a record that was asked for as a PDF, and how far that is."""

    public_id = UnicodeAttribute()
    status = UnicodeAttribute()
    first = UnicodeAttribute()
    last = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    queued_at = UTCDateTimeAttribute()
    certificates = NumberAttribute()
    pdf_sha256 = UnicodeAttribute(default="")
    ttl = TTLAttribute(null=True)  # set when its account is deleted


class RecordSnapshotItem(ClaimsTable, discriminator="RECORD_SNAPSHOT"):
    """`CERT#public-id` / `RECORD#00`: what it says, zlib JSON in chunks."""

    account_id = UnicodeAttribute()
    digest = UnicodeAttribute()
    data = BinaryAttribute(legacy_encoding=False)
    ttl = TTLAttribute(null=True)  # set when its account is deleted
