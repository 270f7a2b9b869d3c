"""The consumer's part: the next part of a reissue, counted or made, and the message for the one after."""

from dataclasses import replace

from chalicelib.aws import next_steps, queue_depths
from chalicelib.domain.reissue import MOST_WAITING, UNFINISHED, Reissue, State
from chalicelib.errors import NotFound
from chalicelib.logs import logger
from chalicelib.services.reissue.counting import count_part
from chalicelib.services.reissue.making import make_part
from chalicelib.services.reissue.step import Clock, Overtaken, keep
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import reissues

_WAIT_SECONDS = 10
CHANGED = (
    "The conference was changed after these certificates were counted, so the rest was not made. "
    "Count again to see what is left."
)


def run(reissue_id: str, version: int, clock: Clock) -> None:
    """Do one part, if nobody did since the message was sent. Raises NotFound, and what AWS raises:
    then the message comes again.
    """
    held = reissues.load(reissue_id)
    if held is None:
        raise NotFound
    if held.version != version or held.state not in UNFINISHED:
        return
    # SES's rate is the queue's: it is never so full that somebody who generates now waits for this.
    if held.state is State.MAKING and queue_depths.backlog() >= MOST_WAITING:
        next_steps.queue_reissue(held.id, held.version, _WAIT_SECONDS)
        return
    try:
        after = _next(held, clock)
    except Overtaken:
        logger.info("reissue overtaken", reissue_id=held.id)
        return
    logger.info("reissue", reissue_id=held.id, state=after.state.value, place=after.place)
    if after.state in UNFINISHED:
        next_steps.queue_reissue(after.id, after.version)


def _next(held: Reissue, clock: Clock) -> Reissue:
    stored = conferences.load(held.conference_id)
    if stored is None:
        raise NotFound
    if held.state is State.COUNTING:
        return count_part(held, stored, clock)
    if stored.revision != held.revision:
        return keep(held, replace(held, state=State.STOPPED, sentence=CHANGED), clock())
    return make_part(held, stored, clock)
