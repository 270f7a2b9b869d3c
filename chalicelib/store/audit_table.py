"""The audit table and its index by day."""

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta


class ByDayIndex(GlobalSecondaryIndex["EntryItem"]):  # type: ignore[no-untyped-call]
    """Entries of every scope by the day (UTC) they were written. `kind` or the model drops them all."""

    class Meta:
        """The index."""

        index_name = "by-day"
        projection = IncludeProjection(["kind", "body", "ttl"])

    day = UnicodeAttribute(hash_key=True)
    at = UTCDateTimeAttribute(range_key=True)


class EntryItem(Item, discriminator="ENTRY"):
    """Scope / twelve digits. `body` is the canonical text, which is what is hashed."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().audit_table

    day = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    body = UnicodeAttribute()
    ttl = TTLAttribute()
    by_day = ByDayIndex()
