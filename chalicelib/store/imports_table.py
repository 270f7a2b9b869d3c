"""Imports, files of claims, earlier revisions: items of the conferences table, in their own partitions."""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.conferences_table import ConferenceTable


class ImportItem(ConferenceTable, discriminator="IMPORT"):
    """`IMPORTS#conference` / import id; `revision` counts its writes."""

    body = UnicodeAttribute()


class ExportItem(ConferenceTable, discriminator="EXPORT"):
    """`IMPORTS#conference` / `EXPORT#id`: a file of claims; `revision` counts its writes."""

    body = UnicodeAttribute()


class UnfinishedItem(ConferenceTable, discriminator="UNFINISHED"):
    """`UNFINISHED` / import id, or `EXPORT#id`: that the consumer still has to do something about it."""


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
