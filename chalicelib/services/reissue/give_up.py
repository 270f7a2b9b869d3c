"""A reissue that can't go on: it says so."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.reissue import UNFINISHED, State
from chalicelib.logs import logger
from chalicelib.services.reissue.step import Overtaken, keep
from chalicelib.store.organizers import reissues

FAILED = (
    "We had to stop. Certificates already made stay as they are. Press Continue to make the rest."
)
NOT_COUNTED = "We couldn't count these certificates. Nothing was changed. Try again."


def give_up(reissue_id: str, now: datetime) -> None:
    """It cannot go on: say so. Nothing where it is done."""
    held = reissues.load(reissue_id)
    if held is None or held.state not in UNFINISHED:
        return
    making = held.state is State.MAKING
    state, sentence = (State.STOPPED, FAILED) if making else (State.DISCARDED, NOT_COUNTED)
    try:
        keep(held, replace(held, state=state, sentence=sentence), now)
    except Overtaken:
        logger.warning("reissue not given up", reissue_id=reissue_id)
