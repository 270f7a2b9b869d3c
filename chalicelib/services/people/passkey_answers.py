"""What a browser answers: read, held against the challenge it was asked with, and checked.

Whatever is wrong with an answer, it is refused in the same words: a stranger's bytes reach the parsers
of JSON, CBOR and keys, and none of what they raise becomes an error of ours.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from chalicelib.domain.account import Account
from chalicelib.domain.limits import PASSKEY_RESPONSE_LENGTH
from chalicelib.domain.passkey import Ceremony, Challenge, Passkey
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.logs import logger
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.keys import hash_of_token
from chalicelib.store.people import challenges, passkeys

if TYPE_CHECKING:
    from webauthn.helpers.structs import AuthenticationCredential, RegistrationCredential
    from webauthn.registration.verify_registration_response import VerifiedRegistration

REFUSED = "The passkey could not be used. Try again. If that doesn't help, use your password."
T = TypeVar("T")


def added(
    answer: str, asked_by: str, network: str, now: datetime
) -> "tuple[RegistrationCredential, VerifiedRegistration, Challenge]":
    """A new credential as its browser described it, what was checked of it, and what it was asked.

    Raises Invalid, TooManyRequests.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers import parse_registration_credential_json

    credential = _read(answer, parse_registration_credential_json)
    signed, challenge = _asked(
        credential.response.client_data_json, Ceremony.ADD, asked_by, network, now
    )
    checked = _or_refused(
        lambda: verify_registration_response(
            credential=credential,
            expected_challenge=signed,
            expected_rp_id=settings().rp_id,
            expected_origin=settings().origin,
            require_user_verification=True,
        )
    )
    return credential, checked, challenge


def signed(
    answer: str,
    ceremony: Ceremony,
    asked_by: str,
    network: str,
    now: datetime,
    account_of: Callable[[str], Account | None],
) -> Account:
    """The account whose passkey signed; its use is noted. `account_of` takes a passkey's id.

    Raises Invalid, TooManyRequests.
    """
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json

    credential = _read(answer, parse_authentication_credential_json)
    client_data = credential.response.client_data_json
    challenge, kept = _asked(client_data, ceremony, asked_by, network, now)
    passkey_id = passkeys.id_of(bytes_to_base64url(credential.raw_id))
    account = account_of(passkey_id)
    held = (
        next((one for one in account.passkeys if one.id == passkey_id), None) if account else None
    )
    if account is None or held is None:
        raise refusal()
    _check_handle(credential, account, ceremony)
    count = _sign_count(credential, held, challenge)
    if not passkeys.used(account.id, held.id, count, now):
        raise refusal()
    throttle.give_back_to(kept.counted)
    return account


def refusal() -> Invalid:
    """The same whatever was wrong."""
    return Invalid([Problem("passkey", Code.WRONG_PASSKEY, REFUSED)])


def _check_handle(
    credential: "AuthenticationCredential", account: Account, ceremony: Ceremony
) -> None:
    """The account that the authenticator means; where passkeys were named in the question it may not say."""
    from webauthn.helpers import base64url_to_bytes

    handle = credential.response.user_handle
    if handle is None and ceremony is Ceremony.PROVE:
        return
    if handle != base64url_to_bytes(account.user_handle):
        raise refusal()


def _sign_count(credential: "AuthenticationCredential", held: Passkey, challenge: bytes) -> int:
    """What the authenticator counts, if all of it is right."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    checked = _or_refused(
        lambda: verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings().rp_id,
            expected_origin=settings().origin,
            credential_public_key=base64url_to_bytes(held.public_key),
            credential_current_sign_count=held.sign_count,
            require_user_verification=True,
        )
    )
    return checked.new_sign_count


def _read(answer: str, parse: Callable[[str], T]) -> T:
    if len(answer) > PASSKEY_RESPONSE_LENGTH:
        raise refusal()
    return _or_refused(lambda: parse(answer))


def _asked(
    client_data: bytes, ceremony: Ceremony, asked_by: str, network: str, now: datetime
) -> tuple[bytes, Challenge]:
    """The challenge that the answer names, used up. Asking for one that doesn't exist counts as a look-up."""
    from webauthn.helpers import bytes_to_base64url, parse_client_data_json

    named = _or_refused(lambda: parse_client_data_json(client_data).challenge)
    kept = challenges.use(bytes_to_base64url(named), ceremony, hash_of_token(asked_by))
    if kept is None:
        throttle.take("link-network", network, now)
        raise refusal()
    if kept.expires_at <= now:
        raise refusal()
    return named, kept


def _or_refused(work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception as problem:
        logger.warning("passkey refused", error=type(problem).__name__)
        raise refusal() from None
