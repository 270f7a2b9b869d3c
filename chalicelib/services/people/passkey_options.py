"""What a browser is asked to do with a passkey: a challenge of ours, and which passkeys it may use.

Each is counted until it was signed, since making one costs us a write. `asked_by` is the secret that
the visitor's forms are bound to: an answer counts only from the browser that was asked.
"""

from datetime import datetime, timedelta
from secrets import token_bytes
from typing import TYPE_CHECKING

from chalicelib.domain.account import Account
from chalicelib.domain.limits import MAX_PASSKEYS
from chalicelib.domain.passkey import Ceremony, Challenge, Passkey
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid, NotFound
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.keys import hash_of_token
from chalicelib.store.people import challenges

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

LASTS = timedelta(minutes=10)
_BYTES = 32  # 256 bits; a user handle may have 64 bytes and holds nothing but chance
_TIMEOUT_MS = 300_000


def to_add(account: Account, asked_by: str, now: datetime) -> str:
    """Options for navigator.credentials.create, as JSON. Raises Invalid (too many), TooManyRequests."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    room_for_one(account)
    handle = account.user_handle or bytes_to_base64url(token_bytes(_BYTES))
    known_as = account.in_order[0].shown
    options = generate_registration_options(
        rp_id=settings().rp_id,
        rp_name=settings().brand_name,
        user_id=base64url_to_bytes(handle),
        user_name=known_as,
        user_display_name=account.name or known_as,
        challenge=_challenge(account.id, Ceremony.ADD, asked_by, now, handle),
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_descriptor(held) for held in account.passkeys],
    )
    return options_to_json(options)


def to_prove(account: Account, asked_by: str, now: datetime) -> str:
    """Options for navigator.credentials.get with one of the account's. Raises NotFound (it has none)."""
    if not account.passkeys:
        raise NotFound("Your account has no passkey.")
    challenge = _challenge(account.id, Ceremony.PROVE, asked_by, now)
    return _to_get(challenge, [_descriptor(held) for held in account.passkeys])


def to_sign_in(asked_by: str, network: str, now: datetime) -> str:
    """The same with whichever passkey the person chooses. Raises TooManyRequests."""
    unit = throttle.take("passkey-network", network, now)
    return _to_get(_kept(Ceremony.SIGN_IN, asked_by, now, unit), [])


def room_for_one(account: Account) -> None:
    """Raises Invalid where the account has as many as it may have."""
    if len(account.passkeys) >= MAX_PASSKEYS:
        message = f"You can have at most {MAX_PASSKEYS} passkeys. Remove one first."
        raise Invalid([Problem("passkey", Code.TOO_MANY, message)])


def _to_get(challenge: bytes, allowed: "list[PublicKeyCredentialDescriptor]") -> str:
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=settings().rp_id,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        allow_credentials=allowed,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def _challenge(
    account_id: str, ceremony: Ceremony, asked_by: str, now: datetime, handle: str = ""
) -> bytes:
    unit = throttle.take("passkey-account", account_id, now)
    return _kept(ceremony, asked_by, now, unit, handle)


def _kept(
    ceremony: Ceremony, asked_by: str, now: datetime, unit: throttle.Unit, handle: str = ""
) -> bytes:
    from webauthn.helpers import bytes_to_base64url

    made = token_bytes(_BYTES)
    counted = unit.counter.partition
    kept = Challenge(ceremony, hash_of_token(asked_by), now + LASTS, handle, counted)
    challenges.save(bytes_to_base64url(made), kept)
    return made


def _descriptor(passkey: Passkey) -> "PublicKeyCredentialDescriptor":
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return PublicKeyCredentialDescriptor(
        id=base64url_to_bytes(passkey.credential_id),
        transports=[AuthenticatorTransport(word) for word in passkey.transports],
    )
