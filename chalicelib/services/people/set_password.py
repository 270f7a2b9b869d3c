"""A password set by the emailed link: the first one, which makes the account, or a new one."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from chalicelib.domain.account import Account, Address, doubted
from chalicelib.domain.device import Device
from chalicelib.domain.passkey import Passkey
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people import new_password, throttle
from chalicelib.services.people.new_sign_in import UNKNOWN, SignedIn, note, signed_in, token_for
from chalicelib.services.people.passkeys import tell_removed
from chalicelib.services.people.password_change import with_password
from chalicelib.services.people.password_hashes import hash_password
from chalicelib.services.people.reset_password import SPENT
from chalicelib.store.people import accounts, link_passwords, password_links, recoveries
from chalicelib.store.people.password_links import PasswordLink
from chalicelib.store.people.tokens import NewToken


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
    saved = (
        _changed(account, link, hashed, now) if account else _made(link, chosen_name, hashed, now)
    )
    signs_in = token_for(saved, now, device)
    try:
        if account is None:
            link_passwords.create(token, saved, signs_in, now)
        else:
            _use(token, link, account, hashed, now, signs_in)
    except Conflict:
        raise NotFound(SPENT) from None
    logger.info("password set by email", account=saved.id, first=account is None)
    if account is not None:
        send.tell(send.own_addresses(saved), messages.password_changed_mail)
        tell_removed(saved, _gone(account, link, now))
    note(saved, link.normalised, network, now, device)
    return signed_in(saved, signs_in)


def _use(
    token: str,
    link: PasswordLink,
    account: Account,
    hashed: str,
    now: datetime,
    signs_in: NewToken,
) -> None:
    if link.recovers:
        recoveries.use(token, link, account, hashed, now, signs_in)
        logger.info("account recovered", account=account.id)
    else:
        gone = _gone(account, link, now)
        link_passwords.use_link(token, link, account, hashed, now, gone, signs_in)


def _made(link: PasswordLink, name: str, password_hash: str, now: datetime) -> Account:
    """The account that the link makes."""
    address = Address(
        link.normalised, link.shown, verified=True, primary=True, added_at=now, verified_at=now
    )
    return Account(uuid4().hex, name, password_hash, (address,), version=1)


def _changed(account: Account, link: PasswordLink, password_hash: str, now: datetime) -> Account:
    """The account as the link leaves it: its address can receive email, since the link came by it."""
    gone = _gone(account, link, now)
    return replace(
        with_password(account, password_hash),
        addresses=_recovered(account, link, now) if link.recovers else _proved(account, link, now),
        passkeys=tuple(held for held in account.passkeys if held not in gone),
    )


def _proved(account: Account, link: PasswordLink, now: datetime) -> tuple[Address, ...]:
    return tuple(
        replace(held, deliverable=True, soft_bounces=0, verified_at=now)
        if held.normalised == link.normalised
        else held
        for held in account.addresses
    )


def _recovered(account: Account, link: PasswordLink, now: datetime) -> tuple[Address, ...]:
    """The addresses there were, and, before them, the one the link came to."""
    new = Address(
        link.normalised, link.shown, verified=True, primary=True, added_at=now, verified_at=now
    )
    others = [held for held in account.addresses if held.normalised != link.normalised]
    return (new, *(replace(held, primary=False) for held in others))


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
    if owner != link.account_id and not (link.recovers and owner is None):
        raise NotFound(SPENT)
    account = accounts.load(link.account_id) if link.account_id else None
    if link.account_id and account is None:
        raise NotFound(SPENT)
    if account is not None and account.credentials_version != link.credentials_version:
        raise NotFound(SPENT)
    return link, account


def _gone(account: Account, link: PasswordLink, now: datetime) -> list[Passkey]:
    """Passkeys that go with the old password: the email about a new one says that this helps.

    All of them where the account was lost: who has one of them needs no recovery.
    """
    return list(account.passkeys) if link.recovers else doubted(account, now)


def _words(account: Account | None) -> list[str]:
    if account is None:
        return []
    return [account.name, *(address.shown for address in account.addresses)]
