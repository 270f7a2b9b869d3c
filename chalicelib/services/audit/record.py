"""Write down what somebody is about to do, or read."""

from datetime import datetime

from chalicelib.domain.audit import Act, By, parts
from chalicelib.logs import logger
from chalicelib.store import audit


def record(act: Act, by: By, now: datetime, *, daily: bool = False) -> None:
    """An entry for the act, or several where it touches more than one entry names.

    Call it before the write, or before what was read is shown: nothing happens without its entry, and
    an entry may speak of something that then failed. `daily`: once a day is enough, for what a person
    does as often as they like. Raises Conflict, Unavailable.
    """
    for part in parts(act):
        entry = audit.append(part, by, now, daily=daily)
        logger.info("audit", action=entry.action, scope=entry.scope, number=entry.number)
