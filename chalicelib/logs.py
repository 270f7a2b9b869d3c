"""Structured JSON logs. No address and no token is ever passed to them."""

import logging
import os
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from aws_lambda_powertools import Logger

# From the environment, not settings(): what is wrong with a setting can be logged, too.
logger = Logger(service="ceu-portal", release=os.environ.get("RELEASE", "unreleased"))

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Failed(RuntimeError):
    """What the runtime sees of an exception that it would log with its message."""


def correlation_id() -> str:
    """The id that follows a request through the queue into the consumer."""
    return logger.get_correlation_id() or ""


def where(problem: BaseException) -> list[str]:
    """The lines an exception passed, innermost last, for the log.

    Not its message: a library's may quote what it was given, an address for one.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def log_unhandled(problem: BaseException, source: str) -> None:
    """One line on an exception nobody expected: its type and where it came from."""
    logger.error("unhandled", source=source, error=type(problem).__name__, where=where(problem))


class WithoutMessages(logging.Filter):
    """Other people's log records as one line of ours, without their words: those may quote a person.

    The framework logs an unexpected exception with its message and the path that was asked for.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Always False: what is worth knowing was logged instead."""
        problem = record.exc_info[1] if record.exc_info else None
        if problem is not None:
            log_unhandled(problem, record.name)
        elif record.levelno >= logging.WARNING:
            at = f"{Path(record.pathname).name}:{record.lineno}"
            logger.warning("library", source=record.name, level=record.levelname, where=[at])
        return False


def framework_logger() -> logging.Logger:
    """The logger for the framework to write to; Chalice's own would share ours, by its name.

    What libraries log reaches the runtime's handlers through the root logger: those are filtered, too.
    """
    framework = logging.getLogger("chalice")
    framework.propagate = False
    framework.addFilter(WithoutMessages())
    for handler in logging.getLogger().handlers:
        handler.addFilter(_of_others)
    return framework


def tell_type_alone(handler: Handler) -> Handler:
    """For a function's entry: the runtime logs what an exception says, so it gets one that says nothing."""

    @wraps(handler)
    def guarded(*arguments: Any) -> Any:
        try:
            return handler(*arguments)
        except Exception as problem:
            log_unhandled(problem, handler.__name__)
            raise Failed("It failed; the line before says where.") from None

    return guarded  # type: ignore[return-value]


def _of_others(record: logging.LogRecord) -> bool:
    return record.name == logger.name or WithoutMessages().filter(record)
