"""Reissues under way whose message was lost, or whose consumer ended."""

from dataclasses import replace
from datetime import datetime

from chalicelib.aws import next_steps, queue_depths
from chalicelib.domain.reissue import MAX_TRIES, MOST_WAITING, stalled
from chalicelib.logs import logger, where
from chalicelib.services.reissue.give_up import give_up
from chalicelib.store.organizers import reissues


def sweep(now: datetime) -> None:
    """Queue each that stalled, and none that waits for the queue. One that fails holds up no other."""
    under_way = reissues.unfinished()
    if not under_way or queue_depths.backlog() >= MOST_WAITING:
        return
    for reissue_id in under_way:
        try:
            _swept(reissue_id, now)
        except Exception as problem:
            logger.error("reissue not swept", error=type(problem).__name__, where=where(problem))


def _swept(reissue_id: str, now: datetime) -> None:
    found = reissues.load(reissue_id)
    if found is None or not stalled(found, now):
        return
    if found.tries >= MAX_TRIES:
        give_up(found.id, now)
        return
    found = reissues.change(found, replace(found, tries=found.tries + 1), now)
    next_steps.queue_reissue(found.id, found.version)
