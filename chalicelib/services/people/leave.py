"""Leaving: personal data goes; what certificates say stays, so that boards can check them."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.errors import Conflict
from chalicelib.logs import logger
from chalicelib.services.console import tell_team
from chalicelib.services.mail import messages, send
from chalicelib.services.people.account import reload
from chalicelib.services.people.erase import erase
from chalicelib.store.people import deletion

_RACES = 4


def delete(account: Account, now: datetime) -> None:
    """Delete the account and all that is personal about it. Raises Conflict, and then nothing is gone.

    The caller has asked for proof. The account goes first: nothing can be saved for it afterwards.
    """
    teams = tell_team.leaving(account)
    gone = _delete_account(account, now)
    erase(gone.id, [address.normalised for address in gone.verified])
    logger.info("account deleted", account=account.id)
    send.tell(send.own_addresses(gone), messages.account_deleted_mail)
    for change, told in teams:
        tell_team.tell_owners(change, told)


def _delete_account(account: Account, now: datetime) -> Account:
    current = account
    for _ in range(_RACES):
        try:
            deletion.delete_account(current, now)
        except Conflict:
            current = reload(account)
        else:
            return current
    raise Conflict("Your account is being changed in another window. Try again.")
