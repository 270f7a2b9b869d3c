"""Which shard of an index an item is in: the same every time."""

import zlib

SHARDS = 8  # of each index, so that no one partition takes every certificate of an evening


def shard_of(public_id: str) -> str:
    """The index shard of a certificate, the same every time."""
    return str(zlib.crc32(public_id.encode()) % SHARDS)


def conference_shard(conference_id: str, account_id: str) -> str:
    """The shard of `by-conference` that holds an account's claim and certificates there."""
    return f"{conference_id}#{zlib.crc32(account_id.encode()) % SHARDS}"


def conference_shards(conference_id: str) -> list[str]:
    """Every shard of a conference, in their order."""
    return [f"{conference_id}#{number}" for number in range(SHARDS)]
