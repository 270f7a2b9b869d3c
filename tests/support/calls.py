"""Every call to AWS this process makes, by name, PynamoDB's included."""

from typing import Any

import botocore.handlers

made: list[str] = []


def listen() -> None:
    """Record calls from here on; only clients made after this are heard."""
    botocore.handlers.BUILTIN_HANDLERS.append(("before-call", _record))


def _record(model: Any, **_: Any) -> None:
    made.append(model.name)
