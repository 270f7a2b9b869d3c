"""Reissues: items of the conferences table, in partitions of their own."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from chalicelib.store.conferences_table import ConferenceTable


class ReissueItem(ConferenceTable, discriminator="REISSUE"):
    """`REISSUES#conference` / reissue id; `revision` counts its writes."""

    body = UnicodeAttribute()


class ReissuePartItem(ConferenceTable, discriminator="REISSUE_PART"):
    """The same partition / reissue id and number: a part of its list, zlib JSON."""

    data = BinaryAttribute(legacy_encoding=False)


class ReissuingItem(ConferenceTable, discriminator="REISSUING"):
    """`REISSUING` / reissue id: that a function still has something to do about it."""
