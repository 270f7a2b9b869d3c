"""The email addresses of an account: add, prove, make primary, remove, send again."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.account import Account, Address
from chalicelib.domain.limits import MAX_ADDRESSES
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Conflict, Invalid, LinkSpent, NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import address_messages, send
from chalicelib.services.people import throttle
from chalicelib.services.people.account import reload
from chalicelib.services.people.reset_password import checked_address
from chalicelib.services.people.verification_mail import (
    limit_mails,
    new_verification,
    send_verification,
)
from chalicelib.settings import settings
from chalicelib.store.people import accounts, addresses, verifications
from chalicelib.store.people.verifications import Verification

CODE_TRIES = 5
_RACES = 4
SPENT = "This link or code has already been used or has expired. Send a new code."
SPENT_LINK = (
    "This link has already been used, has expired, or is for another account. It works only if you are "
    "signed in to the account that added the address. Send a new code to get a new link."
)
WRONG_CODE = "This isn't the code from the latest email. Check it, or send a new code."


def add(account: Account, typed: str, now: datetime) -> Account:
    """Add an address and email it a link and a code, whether or not another account has it.

    Raises Invalid, TooManyRequests, Unavailable.
    """
    normalised = checked_address(typed, "address")
    held = _find(account, normalised)
    if held is not None:
        return _mail(account, held, now)
    limit_mails(account, normalised, now)
    address = Address(normalised, typed.strip(), verified=False, added_at=now)
    sent, link, code = new_verification(account, normalised, now)

    def write(current: Account) -> None:
        if _find(current, normalised) is not None:
            addresses.replace_verification(current, address, sent)
        elif len(current.addresses) >= MAX_ADDRESSES:
            message = f"You can have at most {MAX_ADDRESSES} addresses. Remove one first."
            raise Invalid([Problem("address", Code.TOO_MANY, message)])
        else:
            addresses.add(current, address, sent)

    changed(account, write)
    send_verification(account, address, link, code)
    return reload(account)


def send_again(account: Account, address_id: str, now: datetime) -> Account:
    """Email a new link and code; earlier ones end. Raises NotFound, Invalid, TooManyRequests."""
    return _mail(account, by_id(account, address_id), now)


def verify_by_code(account: Account, address_id: str, code: str, now: datetime) -> Account:
    """Prove an address by the six digits. Raises NotFound, Invalid, Conflict, TooManyRequests."""
    address = by_id(account, address_id)
    unit = throttle.take("code", account.id, now)
    sent = verifications.load(account.id, address.normalised)
    given = "".join(code.split())
    if sent is None or sent.expires_at <= now or not verifications.count_try(sent, CODE_TRIES):
        raise Invalid([Problem("code", Code.SPENT, SPENT)])
    if not sent.is_code(given):
        raise Invalid([Problem("code", Code.WRONG_CODE, WRONG_CODE)])
    unit.give_back()
    return _verified(account, address, sent, now)


def look(account: Account, token: str, now: datetime) -> Address:
    """Which address the link proves, without using it up; raises NotFound when it proves none."""
    return _opened(account, token, now)[0]


def verify_by_link(account: Account, token: str, now: datetime) -> Account:
    """Prove an address by the link; only in the account that added it. Raises NotFound, Conflict."""
    address, sent = _opened(account, token, now)
    return _verified(account, address, sent, now)


def make_primary(account: Account, address_id: str) -> Account:
    """Make a verified address the first. Raises NotFound, Invalid."""

    def write(current: Account) -> None:
        address = by_id(current, address_id)
        if not address.verified:
            message = "Verify this address before you make it your primary one."
            raise Invalid([Problem("address", Code.NOT_VERIFIED, message)])
        if not address.primary:
            addresses.make_primary(current, address)

    changed(account, write)
    return reload(account)


def by_id(account: Account, address_id: str) -> Address:
    """One address of the account; raises NotFound."""
    for address in account.addresses:
        if address.id == address_id:
            return address
    raise NotFound("This address isn't on your account.")


def _mail(account: Account, address: Address, now: datetime) -> Account:
    if address.verified and address.deliverable:
        message = "This address is already verified."
        raise Invalid([Problem("address", Code.ADDRESS_VERIFIED, message)])
    limit_mails(account, address.normalised, now)
    sent, link, code = new_verification(account, address.normalised, now)
    changed(account, lambda current: addresses.replace_verification(current, address, sent))
    send_verification(account, address, link, code)
    return reload(account)


def _opened(account: Account, token: str, now: datetime) -> tuple[Address, Verification]:
    address_id, _, secret = token.partition(".")
    address = next((held for held in account.addresses if held.id == address_id), None)
    sent = verifications.load(account.id, address.normalised) if address else None
    if address is None or sent is None or sent.expires_at <= now or not sent.is_link(secret):
        raise LinkSpent(SPENT_LINK)
    return address, sent


def _verified(account: Account, address: Address, sent: Verification, now: datetime) -> Account:
    def write(current: Account) -> None:
        owner = accounts.owner_of(address.normalised)
        if owner not in (None, account.id):
            # They receive its email, so this tells an outsider nothing.
            raise Conflict(
                "This address belongs to another account. To have it moved to this one, "
                f"contact {settings().organizer_contact}.",
                code="address_taken",
            )
        held = _find(current, address.normalised)
        current_link = verifications.load(account.id, address.normalised)
        if held is None or current_link is None or current_link.link_hash != sent.link_hash:
            raise Invalid([Problem("code", Code.SPENT, SPENT)])
        addresses.verify(current, held, sent, now)

    changed(account, write)
    logger.info("address verified", account=account.id, address=address.id)
    if not address.verified:
        told = send.own_addresses(account, but=address.id)
        send.tell(told, lambda to: address_messages.address_added_mail(to, address.shown))
    return reload(account)


def changed(account: Account, write: Callable[[Account], None]) -> None:
    """Write on the account as read; where somebody else was first, read again and decide again."""
    current = account
    for _ in range(_RACES):
        try:
            return write(current)
        except Conflict as problem:
            if problem.code != "conflict":
                raise
            current = reload(account)
    raise Conflict("Your account is being changed in another window. Try again.")


def _find(account: Account, normalised: str) -> Address | None:
    return next((held for held in account.addresses if held.normalised == normalised), None)
