"""The email that proves an address: a link and a code, within the limits on what anyone can have sent."""

import secrets
from datetime import datetime, timedelta

from chalicelib.domain.account import Account, Address
from chalicelib.domain.email_address import mailbox
from chalicelib.services.mail import address_messages, send
from chalicelib.services.people import throttle
from chalicelib.store.keys import new_token
from chalicelib.store.people import accounts, registrations
from chalicelib.store.people.verifications import Verification, code_hash, link_hash

LASTS = timedelta(hours=24)


def limit_mails(account: Account, normalised: str, now: datetime) -> None:
    """Take a turn of the mailbox and of the account; raises TooManyRequests."""
    throttle.take("mail-mailbox", mailbox(normalised), now)
    throttle.take("mail-account", account.id, now)


def new_verification(
    account: Account, normalised: str, now: datetime
) -> tuple[Verification, str, str]:
    """What to keep, and the link and code to send."""
    link, code = new_token(), f"{secrets.randbelow(1_000_000):06}"
    hashed = code_hash(account.id, normalised, code)
    expires = now + LASTS
    return Verification(account.id, normalised, link_hash(link), hashed, 0, expires), link, code


def send_verification(account: Account, address: Address, link: str, code: str) -> None:
    """One email in either case: if another account has the address, it tells its owner."""
    owner = accounts.owner_of(address.normalised)
    registered = bool(registrations.of_address(address.normalised))
    if owner not in (None, account.id):
        send.send_now(address_messages.address_taken_mail(address.shown))
    else:
        token = f"{address.id}.{link}"
        known = registered or owner is not None
        send.send_now(address_messages.verify_address_mail(address.shown, token, code, known=known))
