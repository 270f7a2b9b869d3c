"""What many tests begin with, made once a minute and put back for each of them.

Only where nothing else was asked of AWS before: what a test did first is never taken away.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from stages.kept import State, keep, put_back
from stages.test import ACCOUNT
from tests.support import calls

T = TypeVar("T")
# Shorter than anything lasts that is measured from a sign-in.
_SECONDS = 60
# By what was made, and when: what lies on top of another making holds other tokens.
World = tuple[tuple[str, float], ...]
_kept: dict[tuple[World, str], tuple[float, State, Any]] = {}
_here: World = ()
_calls = 0


def begin() -> None:
    """The embedded AWS is as it is before anything was put into it."""
    _is(())


def made(name: str, make: Callable[[], T]) -> T:
    """What `make` puts there and returns, on top of what was made by this before."""
    if len(calls.made) != _calls:
        return make()
    at, state, value = _kept.get((_here, name), (0.0, {}, None))
    if time.monotonic() - at < _SECONDS and state:
        put_back(state, ACCOUNT)
    else:
        value, at = make(), time.monotonic()
        _kept[_here, name] = (at, keep(ACCOUNT), value)
    _is((*_here, (name, at)))
    return value  # type: ignore[no-any-return]


def _is(world: World) -> None:
    global _here, _calls
    _here, _calls = world, len(calls.made)
