"""Leaving: personal data goes; what certificates say stays, so that boards can check them."""

from datetime import datetime

from chalicelib.aws import storage
from chalicelib.domain.account import Account
from chalicelib.errors import Conflict
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people.account import confirm_password, reload
from chalicelib.store.people import deletion, registrations

_RACES = 4


def leave(account: Account, password: str, now: datetime) -> None:
    """Delete the account, once its password was given again. Raises Invalid, TooManyRequests."""
    confirm_password(account, password, "password", now)
    delete(account, now)


def delete(account: Account, now: datetime) -> None:
    """Delete the account and all that is personal about it.

    Claims go first and the account last: while it exists, an interrupted deletion can be repeated.
    """
    _erase(account)
    gone = _delete_account(account, now)
    # Another window may have saved something in between.
    _erase(gone)
    for address in gone.verified:
        for conference_id in {
            r.conference_id for r in registrations.of_address(address.normalised)
        }:
            registrations.delete(address.normalised, conference_id)
    logger.info("account deleted", account=account.id)
    send.tell(send.own_addresses(gone), messages.account_deleted_mail)


def _erase(account: Account) -> None:
    for public_id in deletion.erase_claims(account.id):
        storage.delete_pdf(public_id)


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
