"""Answers that tell nothing by their time: none is given before EVEN_ANSWER_SECONDS have passed."""

import time

from chalicelib.settings import settings


def start() -> float:
    """The moment the work begins."""
    return time.monotonic()


def until_even(started: float) -> None:
    """Wait until EVEN_ANSWER_SECONDS have passed since `started`; not at all where they have.

    Not until a multiple of it: where the work takes about that long, a step would make much of
    the little that kinds differ.
    """
    left = settings().even_answer_seconds - (time.monotonic() - started)
    if left > 0:
        time.sleep(left)
