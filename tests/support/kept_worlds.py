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
_kept: dict[tuple[str, ...], tuple[float, State, Any]] = {}
_here: tuple[str, ...] = ()
_calls = 0


def begin() -> None:
    """The embedded AWS is as it is before anything was put into it."""
    _is(())


def made(name: str, make: Callable[[], T]) -> T:
    """What `make` puts there and returns, on top of what was made by this before."""
    if len(calls.made) != _calls:
        return make()
    world = (*_here, name)
    at, state, value = _kept.get(world, (0.0, {}, None))
    if time.monotonic() - at < _SECONDS and state:
        put_back(state, ACCOUNT)
    else:
        value = make()
        _kept[world] = (time.monotonic(), keep(ACCOUNT), value)
    _is(world)
    return value  # type: ignore[no-any-return]


def _is(world: tuple[str, ...]) -> None:
    global _here, _calls
    _here, _calls = world, len(calls.made)
