"""End the sign-ins of people whose password, device or data leaked, on the operator's word."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from chalicelib.domain.audit import PORTAL, Act, By, account_scope
from chalicelib.errors import NotFound
from chalicelib.logs import logger
from chalicelib.services.audit.record import record, refused
from chalicelib.store import every_account
from chalicelib.store.people import credentials

_ACTION = "end-sign-ins"


def end(account_ids: Iterable[str], by: By, now: datetime) -> Iterator[str]:
    """End every sign-in of these, each with an entry in its audit; yields those that still exist."""
    for account_id in account_ids:
        act = Act(account_scope(account_id), _ACTION)
        entries = record(act, by, now)
        if _ended(account_id):
            yield account_id
        else:
            refused(act, entries, by, now)


def end_everybodys(by: By, now: datetime) -> Iterator[str]:
    """The same for every account there is, with one entry for all; reads the whole table."""
    record(Act(PORTAL, _ACTION, facts={"whose": "everybody's"}), by, now)
    yield from (account_id for account_id in every_account.ids() if _ended(account_id))


def _ended(account_id: str) -> bool:
    try:
        credentials.end_sign_ins(account_id)
    except NotFound:  # deleted in the meantime: its tokens count no more
        return False
    logger.info("sign-ins ended by an operator", account=account_id)
    return True
