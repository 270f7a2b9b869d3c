"""The passkeys of an account: add, name, remove; sign in and prove with one.

A passkey is beside the password, never in its place: an account that loses all of them still has its
password and its mailboxes (docs/adr/0020-passkeys-beside-the-password.md).
"""

from datetime import datetime
from functools import partial

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device
from chalicelib.domain.limits import PASSKEY_NAME_LENGTH
from chalicelib.domain.passkey import Ceremony, Challenge, Passkey
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid, NotFound, Unauthorized
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people import devices, passkey_answers, throttle
from chalicelib.services.people.account import reload
from chalicelib.services.people.new_sign_in import SignedIn, renew
from chalicelib.services.people.passkey_options import room_for_one
from chalicelib.store.people import accounts, passkeys

_RACES = 4
UNNAMED = "Passkey"


def add(
    account: Account, answer: str, name: str, asked_by: str, network: str, now: datetime
) -> Passkey:
    """Keep what a browser made; every verified address is told. Only for somebody who gave proof.

    Raises Invalid (the answer, or too many), TooManyRequests, Conflict.
    """
    made, asked = made_of(answer, name, asked_by, network, now)
    _save(account, made, asked.user_handle)
    throttle.give_back_to(asked.counted)
    logger.info("passkey added", account=account.id)
    send.tell(send.own_addresses(account), lambda to: messages.passkey_added_mail(to, made.name))
    return made


def made_of(
    answer: str, name: str, asked_by: str, network: str, now: datetime
) -> tuple[Passkey, Challenge]:
    """What a browser made, not kept yet, and what it was asked. Raises Invalid, TooManyRequests."""
    from webauthn.helpers import bytes_to_base64url

    credential, checked, asked = passkey_answers.added(answer, asked_by, network, now)
    credential_id = bytes_to_base64url(checked.credential_id)
    made = Passkey(
        id=passkeys.id_of(credential_id),
        credential_id=credential_id,
        public_key=bytes_to_base64url(checked.credential_public_key),
        sign_count=checked.sign_count,
        transports=tuple(word.value for word in credential.response.transports or ()),
        name=clean_text(name, PASSKEY_NAME_LENGTH) or UNNAMED,
        created_at=now,
    )
    return made, asked


def rename(account: Account, passkey_id: str, name: str) -> None:
    """Name one anew. Raises Invalid (nothing is left of the name), NotFound."""
    cleaned = clean_text(name, PASSKEY_NAME_LENGTH)
    if not cleaned:
        raise Invalid([Problem("name", Code.REQUIRED, "Enter a name for this passkey.")])
    if not passkeys.rename(account.id, by_id(account, passkey_id).id, cleaned):
        raise NotFound


def remove(account: Account, passkey_id: str) -> None:
    """Take one away; no sign-in ends. Every verified address is told. Raises NotFound, Conflict."""
    current = account
    for _ in range(_RACES):
        held = by_id(current, passkey_id)
        try:
            passkeys.remove(current, held)
        except Conflict:
            current = reload(account)
            continue
        logger.info("passkey removed", account=account.id)
        tell_removed(current, [held])
        return
    raise Conflict("Your account is being changed in another window. Try again.")


def tell_removed(account: Account, removed: list[Passkey]) -> None:
    """Tell every verified address of passkeys that went."""
    for passkey in removed:
        mail = partial(messages.passkey_removed_mail, name=passkey.name)
        send.tell(send.own_addresses(account), mail)


def by_id(account: Account, passkey_id: str) -> Passkey:
    """One passkey of the account; raises NotFound."""
    for held in account.passkeys:
        if held.id == passkey_id:
            return held
    raise NotFound("This passkey isn't on your account.")


def sign_in(answer: str, asked_by: str, network: str, now: datetime, device: Device) -> SignedIn:
    """A token for the account whose passkey signed. Raises Unauthorized, TooManyRequests."""
    try:
        account = passkey_answers.signed(
            answer, Ceremony.SIGN_IN, asked_by, network, now, _account_of
        )
    except Invalid as refused:
        raise Unauthorized(refused.detail, code=Code.WRONG_PASSKEY) from None
    devices.notice(account, device, now)
    return renew(account, now, device, by_passkey=True)


def _account_of(passkey_id: str) -> Account | None:
    owner = passkeys.owner_of(passkey_id)
    return accounts.load(owner) if owner else None


def _save(account: Account, made: Passkey, user_handle: str) -> None:
    current = account
    for _ in range(_RACES):
        room_for_one(current)
        if passkeys.owner_of(made.id) is not None:
            message = "This passkey is on an account already."
            raise Invalid([Problem("passkey", Code.DUPLICATE, message)])
        if current.user_handle not in ("", user_handle):
            break  # another window added the first one: authenticators know the account by that
        try:
            return passkeys.add(current, made, user_handle)
        except Conflict:
            current = reload(account)
    raise Conflict("Your account is being changed in another window. Try again.")
