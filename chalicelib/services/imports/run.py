"""The consumer's part: whatever an import waits for, done as often as it is asked for, once in effect."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.aws import next_steps
from chalicelib.domain.imports import Import, State
from chalicelib.errors import NotFound
from chalicelib.importing.progress import Stopped
from chalicelib.logs import logger
from chalicelib.services.imports.applying import apply_plan
from chalicelib.services.imports.planning import make_plan
from chalicelib.services.imports.undoing import undo
from chalicelib.store.organizers import imports

Clock = Callable[[], datetime]
TOLD_EVERY = timedelta(seconds=1)


def run(import_id: str, clock: Clock, stop_at: datetime | None) -> State:
    """Read, apply or undo it. Raises NotFound, and what AWS raises: then it is asked for again."""
    found = imports.load(import_id)
    if found is None:
        raise NotFound
    progress = _Progress(found, clock, stop_at)
    try:
        if found.state is State.UPLOADED:
            found = make_plan(found, clock())
        elif found.state is State.CONFIRMED:
            found = apply_plan(found, clock, progress)
        elif found.state is State.UNDOING:
            found = undo(found, clock, progress)
    except Stopped:
        # The function's time is nearly over: the next one goes on, and this isn't a failure.
        next_steps.queue(import_id)
    logger.info("import", import_id=import_id, state=found.state.value)
    return found.state


class _Progress:
    """Keeps how far the work is, once a second, and stops it before the function's time is over."""

    def __init__(self, held: Import, clock: Clock, stop_at: datetime | None) -> None:
        self._held, self._clock, self._stop_at = held, clock, stop_at
        self._told_at = clock()

    def __call__(self, step: str, done: int, total: int) -> bool:
        now = self._clock()
        if now >= self._told_at + TOLD_EVERY:
            self._told_at = now
            standing = replace(self._held.standing, step=step, done=done, total=total)
            imports.note(self._held, replace(self._held, standing=standing, changed_at=now))
        return self._stop_at is None or now < self._stop_at
