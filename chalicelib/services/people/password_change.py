"""Changing the password: proof of the one that stands, and what its change ends."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people import guesses, new_password
from chalicelib.services.people.new_sign_in import SignedIn, signed_in, token_for
from chalicelib.services.people.password_hashes import hash_password, matches
from chalicelib.store.people import credentials


def change_password(account: Account, new: str, now: datetime, device: Device) -> SignedIn:
    """Replace the password; every sign-in ends, and the one that asks gets a new token.

    The caller has asked for proof. Raises Invalid (with the field), Conflict.
    """
    personal = [account.name, *(address.shown for address in account.addresses)]
    registered = [address.normalised for address in account.verified]
    new_password.check(new, personal, registered, "new_password")
    hashed = hash_password(new)
    changed = with_password(account, hashed)
    goes_on = token_for(changed, now, device)
    credentials.set_password(account, hashed, goes_on)
    logger.info("password changed", account=account.id)
    send.tell(send.own_addresses(account), messages.password_changed_mail)
    return signed_in(changed, goes_on)


def confirm_password(account: Account, password: str, field: str, now: datetime) -> None:
    """Make sure it is the person, and not an open screen. Raises Invalid, TooManyRequests."""
    tried = guesses.begin_signed_in(account.id, now)
    if not matches(password, account.password_hash):
        guesses.wrong(tried)
        raise Invalid([Problem(field, Code.WRONG_PASSWORD, "This isn't your current password.")])
    guesses.right(tried)


def with_password(account: Account, password_hash: str) -> Account:
    """The account as the write left it: it changes only an account that is as it was read."""
    return replace(
        account,
        password_hash=password_hash,
        version=account.version + 1,
        credentials_version=account.credentials_version + 1,
    )
