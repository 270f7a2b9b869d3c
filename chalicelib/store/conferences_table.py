"""The conferences table: settings, and the schedule as compressed chunks that carry a revision."""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta


class ConferenceTable(Item):
    """Base of the table's models."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().conferences_table

    revision = NumberAttribute()


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
