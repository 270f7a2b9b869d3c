"""A removed address put back from its own mailbox: what helps somebody whose account was taken.

Rule 12: for seven days, anyone who reads the removed address can put it back. That ends every sign-in,
and addresses that were proved shortly before the removal, or since, have to be proved again: they may
be the thief's. Passkeys added in that time go, for the same reason. The way on is a new password,
chosen at once.
"""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account, doubted
from chalicelib.errors import Conflict, LinkSpent
from chalicelib.logs import logger
from chalicelib.services.mail import address_messages, send
from chalicelib.services.people import throttle
from chalicelib.services.people.reset_password import link_for
from chalicelib.store.people import accounts, restorations
from chalicelib.store.people.restorations import Doubted, Restoration

LASTS = timedelta(days=7)
_RACES = 4
SPENT = (
    "This link was used already, has expired, or the address has been verified on another account "
    "since. Contact the organizer to get your account back."
)


def look(token: str, network: str, now: datetime) -> Restoration:
    """What the link puts back, without using it up; raises NotFound when it puts nothing back."""
    return _opened(token, network, now)[0]


def restore(token: str, network: str, now: datetime) -> str:
    """Put the address back and end every sign-in; returns the token of a link that sets a password.

    Raises NotFound (the link is spent), Conflict.
    """
    for _ in range(_RACES):
        found, account = _opened(token, network, now)
        try:
            restorations.restore(account, found, token, _doubted(account, found), now)
        except Conflict:
            continue
        return _restored(account, found, now)
    raise Conflict("This account is being changed in another window. Try again.")


def _restored(before: Account, found: Restoration, now: datetime) -> str:
    after = accounts.load(before.id)
    if after is None:
        raise LinkSpent(SPENT)
    logger.info("address restored", account=after.id)
    send.tell(
        send.own_addresses(before),
        lambda to: address_messages.address_restored_mail(to, found.shown),
    )
    return link_for(after, found.normalised, found.shown, now)


def _doubted(account: Account, found: Restoration) -> Doubted:
    """The verified addresses and the passkeys that were not there a week before the removal."""
    since = found.removed_at - LASTS
    addresses = [
        held
        for held in account.verified
        if held.normalised != found.normalised
        and (held.verified_at is None or held.verified_at > since)
    ]
    return Doubted(addresses, doubted(account, found.removed_at))


def _opened(token: str, network: str, now: datetime) -> tuple[Restoration, Account]:
    found = restorations.read(token)
    if found is None:
        throttle.take("link-network", network, now)
        raise LinkSpent(SPENT)
    owner = accounts.owner_of(found.normalised)
    account = accounts.load(found.account_id)
    if found.expires_at <= now or account is None or owner not in (None, found.account_id):
        raise LinkSpent(SPENT)
    return found, account
