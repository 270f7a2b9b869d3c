"""Access by email: a registered person's first sign-in and a forgotten password alike.

Whatever the address, one email goes to it, and the answer is the same after the same time:
docs/adr/0009-one-email-whatever-the-address.md.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device
from chalicelib.domain.email_address import InvalidAddress, mail_form, mailbox, normalise
from chalicelib.domain.passkey import Passkey, doubted
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send, unknown
from chalicelib.services.people import even_answers, new_password, throttle
from chalicelib.services.people.passkeys import tell_removed
from chalicelib.services.people.password_hashes import hash_password
from chalicelib.services.people.sign_in import UNKNOWN, SignedIn, begin
from chalicelib.store.people import accounts, credentials, password_links, registrations
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


def look(token: str, network: str, now: datetime) -> PasswordLink:
    """What the link opens, without using it up; raises NotFound when it opens nothing."""
    return _opened(token, network, now)[0]


def proposed_name(link: PasswordLink) -> str:
    """The name of a registration under the link's address, for an account made now; "" without one."""
    held = registrations.of_address(link.normalised)
    return next((one.name for one in held if one.confirmed and one.name), "")


def set_password(
    token: str,
    password: str,
    name: str | None,
    network: str,
    now: datetime,
    device: Device = UNKNOWN,
) -> SignedIn:
    """Use the link up: set the password, or make the account. Every other sign-in ends.

    Raises NotFound (the link is spent), Invalid (the password, or the name).
    """
    link, account = _opened(token, network, now)
    chosen_name = cleaned_name(name or "")
    if chosen_name and name_problems(chosen_name):
        raise Invalid(name_problems(chosen_name))
    personal = [link.shown, chosen_name, *_words(account)]
    new_password.check(password, personal, "password")
    hashed = hash_password(password)
    try:
        if account is None:
            account_id = uuid4().hex
            credentials.create(account_id, chosen_name, token, link, hashed, now)
        else:
            account_id = account.id
            credentials.use_link(token, link, account, hashed, now, _doubted(account, now))
    except Conflict:
        raise NotFound(SPENT) from None
    saved = accounts.load(account_id)
    if saved is None:
        raise NotFound(SPENT)
    logger.info("password set by email", account=account_id, first=account is None)
    if account is not None:
        send.tell(send.own_addresses(saved), messages.password_changed_mail)
        tell_removed(saved, _doubted(account, now))
    return begin(saved, link.normalised, network, now, device)


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


def _opened(token: str, network: str, now: datetime) -> tuple[PasswordLink, Account | None]:
    """The link and its account (None: it makes one), if neither was overtaken by another change.

    Only links that are none count against a network: 256 bits cannot be guessed, asking costs us.
    """
    link = password_links.read(token)
    if link is None:
        throttle.take("link-network", network, now)
        raise NotFound(SPENT)
    if link.expires_at <= now:
        raise NotFound(SPENT)
    owner = accounts.owner_of(link.normalised)
    if owner != link.account_id:
        raise NotFound(SPENT)
    account = accounts.load(owner) if owner else None
    if account is not None and account.credentials_version != link.credentials_version:
        raise NotFound(SPENT)
    return link, account


def _doubted(account: Account, now: datetime) -> list[Passkey]:
    """Passkeys that go with the old password: the email about a new one says that this helps."""
    return doubted(account.passkeys, now)


def _words(account: Account | None) -> list[str]:
    if account is None:
        return []
    return [account.name, *(address.shown for address in account.addresses)]
