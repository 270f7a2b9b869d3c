"""A password set by the emailed link: the first one, which makes the account, or a new one."""

from datetime import datetime
from uuid import uuid4

from chalicelib.domain.account import Account, doubted
from chalicelib.domain.device import Device
from chalicelib.domain.passkey import Passkey
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people import new_password, throttle
from chalicelib.services.people.new_sign_in import UNKNOWN, SignedIn, begin
from chalicelib.services.people.passkeys import tell_removed
from chalicelib.services.people.password_hashes import hash_password
from chalicelib.services.people.reset_password import SPENT
from chalicelib.store.people import accounts, link_passwords, password_links
from chalicelib.store.people.password_links import PasswordLink


def look(token: str, network: str, now: datetime) -> PasswordLink:
    """What the link opens, without using it up; raises NotFound when it opens nothing."""
    return _opened(token, network, now)[0]


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
    held = [address.normalised for address in account.verified] if account else [link.normalised]
    new_password.check(password, personal, held, "password")
    hashed = hash_password(password)
    try:
        if account is None:
            account_id = uuid4().hex
            link_passwords.create(account_id, chosen_name, token, link, hashed, now)
        else:
            account_id = account.id
            link_passwords.use_link(token, link, account, hashed, now, _doubted(account, now))
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
    return doubted(account, now)


def _words(account: Account | None) -> list[str]:
    if account is None:
        return []
    return [account.name, *(address.shown for address in account.addresses)]
