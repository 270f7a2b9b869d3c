"""How long a message that failed is hidden before it is received again."""

import random

FIRST_DELAY_SECONDS = 30
LONGEST_DELAY_SECONDS = 900
MAX_RECEIVE_COUNT = 12  # the queue's redrive policy has the same figure; a test compares them


def delay_seconds(receive_count: int) -> int:
    """30 s × 2ⁿ with jitter (down to half), at most 15 min; `receive_count` is from 1."""
    longest = min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (receive_count - 1))
    return random.randint(longest // 2, longest)  # noqa: S311
