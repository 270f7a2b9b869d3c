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


class ImportItem(ConferenceTable, discriminator="IMPORT"):
    """`IMPORTS#conference` / import id; `revision` counts its writes."""

    body = UnicodeAttribute()


class UnfinishedItem(ConferenceTable, discriminator="UNFINISHED"):
    """`UNFINISHED` / import id: that the consumer still has to do something about it."""


class WritingItem(ConferenceTable, discriminator="WRITING"):
    """`IMPORTS#conference` / `WRITING`: the one import that may write now."""

    import_id = UnicodeAttribute()


class AnswersItem(ConferenceTable, discriminator="ANSWERS"):
    """`IMPORTS#conference` / `ANSWERS#what`: how its files are read, for the next one."""

    body = UnicodeAttribute()


class EarlierItem(ConferenceTable, discriminator="EARLIER"):
    """`REVISIONS#conference` / revision and number: a chunk of an earlier revision, zlib JSON."""

    body = UnicodeAttribute()
    chunks = NumberAttribute()
    data = BinaryAttribute(legacy_encoding=False)
