"""Leaving: personal data goes; what certificates say stays, so that boards can check them."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.errors import Conflict
from chalicelib.logs import logger
from chalicelib.services.console import last_owner, tell_team
from chalicelib.services.mail import messages, send
from chalicelib.services.people.account import reload
from chalicelib.services.people.erase import erase
from chalicelib.store.people import deletion

_RACES = 4


def delete(account: Account, now: datetime, *, without_owner: bool = False) -> None:
    """Delete the account and all that is personal about it. Raises Conflict, and then nothing is gone.

    The caller has asked for proof. The account goes first: nothing can be saved for it afterwards.
    `without_owner`: the person knows that conferences will have no owner. It stops nobody, but is said first.
    """
    alone = last_owner.left_alone(account)
    if alone and not without_owner:
        raise last_owner.refused(alone)
    teams = tell_team.leaving(account)
    gone = _delete_account(account, now, [one.id for one in alone])
    erase(gone.id, [address.normalised for address in gone.verified])
    logger.info("account deleted", account=account.id)
    if alone:
        logger.warning("no owner left", account=account.id, conferences=[one.id for one in alone])
    send.tell(send.own_addresses(gone), messages.account_deleted_mail)
    for change, told in teams:
        tell_team.tell_owners(change, told)


def _delete_account(account: Account, now: datetime, alone: Sequence[str]) -> Account:
    current = account
    for _ in range(_RACES):
        try:
            deletion.delete_account(current, now, alone)
        except Conflict:
            current = reload(account)
        else:
            return current
    raise Conflict("Your account is being changed in another window. Try again.")
