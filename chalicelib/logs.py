"""Structured JSON logs. No address and no token is ever passed to them."""

import os
import traceback
from pathlib import Path

from aws_lambda_powertools import Logger

# From the environment, not settings(): what is wrong with a setting can be logged, too.
logger = Logger(service="ceu-portal", release=os.environ.get("RELEASE", "unreleased"))


def correlation_id() -> str:
    """The id that follows a request through the queue into the consumer."""
    return logger.get_correlation_id() or ""


def where(problem: BaseException) -> list[str]:
    """The lines an exception passed, innermost last, for the log.

    Not its message: a library's may quote what it was given, an address for one.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
