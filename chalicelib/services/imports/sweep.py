"""Imports that somebody waits for: a browser that never returned, a message that was lost."""

from dataclasses import replace
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.aws import next_steps
from chalicelib.domain.imports import (
    MAX_TRIES,
    Import,
    State,
    due_again,
    may_have_come,
    never_came,
)
from chalicelib.logs import logger, where
from chalicelib.services.imports.begin import came
from chalicelib.services.imports.refuse import NEVER_CAME, give_up, refuse
from chalicelib.store.organizers import imports


def sweep(now: datetime) -> None:
    """Queue what came and was not queued; end what never comes. One that fails holds up no other."""
    for import_id in imports.unfinished():
        try:
            found = imports.load(import_id)
            if found is not None:
                _swept(found, now)
        except Exception as problem:
            logger.error("import not swept", error=type(problem).__name__, where=where(problem))


def _swept(found: Import, now: datetime) -> None:
    if found.state is State.BEGUN:
        _look_for(found, now)
    elif due_again(found, now):
        if found.tries >= MAX_TRIES:
            give_up(found.id, now)
            return
        imports.change(found, replace(found, tries=found.tries + 1), now)
        next_steps.queue(found.id)


def _look_for(found: Import, now: datetime) -> None:
    if not may_have_come(found, now):
        return
    if bucket.uploaded_bytes(found.id) is not None:
        came(found.id, now)
    elif never_came(found, now):
        refuse(found, "never_came", NEVER_CAME, now)
