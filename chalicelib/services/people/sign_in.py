"""Sign in with the email address and password of the conference app."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.errors import Unauthorized
from chalicelib.logs import logger
from chalicelib.services.people import even_answers, guesses
from chalicelib.services.people.new_sign_in import UNKNOWN, SignedIn, begin
from chalicelib.services.people.password_hashes import hash_password, matches, outdated
from chalicelib.store.people import accounts

REFUSED = "The email address or password is incorrect."
_NOBODY = "nobody"


def sign_in(
    email: str, password: str, network: str, now: datetime, device: Device = UNKNOWN
) -> SignedIn:
    """A token for the account that has verified the address.

    Raises Unauthorized, always alike and after the same time, and TooManyRequests.
    """
    started = even_answers.start()
    tried = guesses.begin(guesses.whose(email), network, now)
    account = _account_of(email)
    known_hash = account.password_hash if account else None
    right = matches(password, known_hash)
    if account is None or known_hash is None or not right:
        guesses.wrong(tried)
        logger.info("sign-in refused", account=account.id if account else "unknown")
        even_answers.until_even(started)
        raise Unauthorized(REFUSED, code="wrong_email_or_password")
    guesses.right(tried)
    if outdated(known_hash):
        accounts.replace_hash(account.id, known_hash, hash_password(password))
    return begin(account, email, network, now, device)


def _account_of(email: str) -> Account | None:
    """The account that verified the address; as many reads where there is none."""
    try:
        normalised = normalise(email)
    except InvalidAddress:
        normalised = ""
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner or _NOBODY)
    return account if owner else None
