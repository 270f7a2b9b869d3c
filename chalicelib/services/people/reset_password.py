"""Access by email: a registered person's first sign-in and a forgotten password alike.

Whatever the address, one email goes to it, and the answer is the same after the same time:
docs/adr/0009-one-email-whatever-the-address.md.
"""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.email_address import InvalidAddress, mail_form, mailbox, normalise
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.services.mail import messages, send, unknown
from chalicelib.services.people import even_answers, throttle
from chalicelib.store.people import accounts, password_links, registrations
from chalicelib.store.people.password_links import PasswordLink

LINK_LASTS = timedelta(hours=1)
ASKED = (
    "We sent an email to this address. Open its link within one hour to choose a password. "
    "Nothing there? Check your junk or spam folder, or try another of your addresses."
)
SPENT = (
    "This link has already been used or has expired. Ask for a new one and use the latest email."
)


def ask(email: str, network: str, now: datetime) -> None:
    """Email a link that sets a password, or what to do instead. Raises Invalid, TooManyRequests,
    Unavailable; none of them tells whether the address is known.

    A known address is never refused for its network's sake. Unknown ones share a budget an hour: when
    it is spent, nothing is sent, and neither answer nor time tells.
    """
    started = even_answers.start()
    normalised = checked_address(email, "email")
    throttle.take("mail-mailbox", mailbox(normalised), now)
    try:
        token = _token_for(email, normalised, now)
        if token is not None or unknown.may_send(network, now):
            send.send_now(messages.access_mail(email.strip(), token))
    finally:
        even_answers.until_even(started)


def proposed_name(link: PasswordLink) -> str:
    """The name of a registration under the link's address, for an account made now; "" without one."""
    held = registrations.of_address(link.normalised)
    return next((one.name for one in held if one.confirmed and one.name), "")


def checked_address(typed: str, field: str) -> str:
    """The normalized form of an address that can be sent email; raises Invalid."""
    try:
        mail_form(typed)
        return normalise(typed)
    except InvalidAddress as problem:
        raise Invalid([Problem(field, Code.NOT_AN_ADDRESS, str(problem))]) from None


def _token_for(email: str, normalised: str, now: datetime) -> str | None:
    """The link for an account's address, or one that makes an account; None where neither can be."""
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner) if owner else None
    if account is None and not registrations.of_address(normalised):
        return None
    return _save_link(account, normalised, email.strip(), now)


def link_for(account: Account, normalised: str, shown: str, now: datetime) -> str:
    """The token of a link for somebody who has just proved that they read an address of the account."""
    return _save_link(account, normalised, shown, now)


def _save_link(account: Account | None, normalised: str, shown: str, now: datetime) -> str:
    return password_links.save(
        PasswordLink(
            normalised=normalised,
            shown=shown,
            account_id=account.id if account else None,
            credentials_version=account.credentials_version if account else 0,
            expires_at=now + LINK_LASTS,
        )
    )
