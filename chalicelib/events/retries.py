"""Which messages of a batch failed, and how long one is hidden before it is received again."""

import random
from typing import Any

from chalice.app import SQSRecord

FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 900
MAX_RECEIVE_COUNT = 12  # the queue's redrive policy has the same figure; a test compares them


def delay_seconds(receive_count: int) -> int:
    """30 s × 2ⁿ with jitter (down to half), at most 15 min; `receive_count` is from 1."""
    longest = min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (receive_count - 1))
    return random.randint(longest // 2, longest)  # noqa: S311 # nosec B311 # spreads load, keeps no secret


def failures(records: list[SQSRecord]) -> dict[str, Any]:
    """The answer that gives these records, and no others, back to SQS."""
    return {
        "batchItemFailures": [
            {"itemIdentifier": record.to_dict()["messageId"]} for record in records
        ]
    }
