"""The conferences table: settings, and the schedule as compressed chunks that carry a revision."""

from pynamodb.attributes import (
    BinaryAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta


class ConferenceTable(Item):
    """Base of the table's models."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().conferences_table

    revision = NumberAttribute(default=0)


class ConferenceItem(ConferenceTable, discriminator="CONFERENCE"):
    """Settings and counts; `chunks` is how many chunks its schedule has.

    `stamp` names what one write left, even where a restored table repeats a revision; version
    0.1.0 wrote none.
    """

    body = UnicodeAttribute()
    chunks = NumberAttribute()
    stamp = UnicodeAttribute(null=True)


class ListedItem(ConferenceTable, discriminator="LISTED"):
    """`CONFERENCES` / conference id: that there is one, and its name where it was saved since."""

    name = UnicodeAttribute(null=True)


class ScheduleItem(ConferenceTable, discriminator="SCHEDULE"):
    """One chunk of the schedule: zlib JSON."""

    data = BinaryAttribute(legacy_encoding=False)


class MemberItem(ConferenceTable, discriminator="MEMBER"):
    """`conference` or `*` / `GRANT#account`: who may organize it. The account has the same."""

    role = UnicodeAttribute()
    granted_by = UnicodeAttribute()
    granted_at = UTCDateTimeAttribute()


class InvitedItem(ConferenceTable, discriminator="INVITED"):
    """`conference` or `*` / `INVITATION#address id`: who was invited and has not come yet."""

    normalised = UnicodeAttribute()
    shown = UnicodeAttribute()
    role = UnicodeAttribute()
    granted_by = UnicodeAttribute()
    granted_at = UTCDateTimeAttribute()
    expires_at = UTCDateTimeAttribute()
    link_hash = UnicodeAttribute()
    ttl = TTLAttribute(null=True)
