"""A passkey that an account has, for tests that use none."""

from datetime import UTC, datetime

from chalicelib.domain.passkey import Passkey
from chalicelib.store.people import accounts, passkeys


def a_passkey(account_id: str) -> str:
    """Give the account one; returns its id."""
    account = accounts.load(account_id)
    assert account
    credential = f"credential of {account_id}"
    passkey_id = passkeys.id_of(credential)
    made = Passkey(passkey_id, credential, "AAAA", 0, ("internal",), "Phone", datetime.now(UTC))
    passkeys.add(account, made, "A" * 43)
    return passkey_id
