"""Give an account back to somebody whose mailbox and password are gone (design: rule 12).

The link goes to a new address; every address there was is told first, and can end it: choosing a new
password does (docs/adr/0025-an-account-given-back.md).
"""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, account_scope, conference_scope
from chalicelib.domain.conference import Conference
from chalicelib.domain.email_address import address_id, mailbox
from chalicelib.domain.limits import MAX_ADDRESSES
from chalicelib.errors import Conflict
from chalicelib.logs import logger
from chalicelib.services.console.person import known
from chalicelib.services.mail import helped, send, unknown
from chalicelib.services.people import throttle
from chalicelib.services.people.reset_password import checked_address
from chalicelib.store.people import accounts, recoveries, registrations
from chalicelib.store.people.password_links import PasswordLink

LASTS = timedelta(hours=24)


def recover(conference: Conference, account_id: str, typed: str, by: By, now: datetime) -> None:
    """Email the link that adds an address and sets a password; every sign-in and older link ends.

    Raises NotFound, Invalid (not an address), Conflict (and then nothing has changed),
    TooManyRequests, Unavailable (the email was not taken: try again).
    """
    normalised = checked_address(typed, "email")
    account, _, _ = known(conference.id, account_id)
    _may_be_given(account, normalised)
    throttle.take("mail-mailbox", mailbox(normalised), now)
    known_here = any(one.normalised == normalised for one in account.addresses)
    asked_for = known_here or bool(registrations.of_address(normalised))
    if not asked_for:
        unknown.take(by.who, now)
    link = PasswordLink(
        normalised=normalised,
        shown=typed.strip(),
        account_id=account.id,
        credentials_version=account.credentials_version + 1,
        expires_at=now + LASTS,
        recovers=True,
    )
    subjects = (account.id, address_id(normalised))
    scopes = (account_scope(account.id), conference_scope(conference.id))
    facts = {"conference": conference.id}
    acts = [Act(scope, "recover-account", subjects, facts) for scope in scopes]
    token = recoveries.begin(account, link, acts, by, now)
    logger.info("recovery begun", account=account.id)
    told = send.own_addresses(account)
    send.tell(told, lambda to: helped.recovery_begun_mail(to, link.shown, conference))
    send.send_now(helped.recover_account_mail(link.shown, token, conference, known=asked_for))


def _may_be_given(account: Account, normalised: str) -> None:
    if account.grants:
        raise Conflict(
            "This person organizes conferences. Take them off every team first, then recover the "
            "account and invite them again."
        )
    owner = accounts.owner_of(normalised)
    if owner == account.id:
        raise Conflict(
            "This address is verified on the account already: the person can choose a new password "
            "with it, on the sign-in page."
        )
    if owner is not None:
        raise Conflict(
            "This address is verified on another account. Use one that isn't on any account."
        )
    others = [one for one in account.addresses if one.normalised != normalised]
    if len(others) >= MAX_ADDRESSES:
        raise Conflict(f"The account has {MAX_ADDRESSES} addresses already.")
