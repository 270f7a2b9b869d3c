"""Answers that tell nothing by their time: given at the next even moment after the work is done."""

import time

from chalicelib.settings import settings


def start() -> float:
    """The moment the work begins."""
    return time.monotonic()


def until_even(started: float) -> None:
    """Wait until a whole multiple of EVEN_ANSWER_SECONDS has passed since `started`."""
    step = settings().even_answer_seconds
    if step > 0:
        time.sleep(step - (time.monotonic() - started) % step)
