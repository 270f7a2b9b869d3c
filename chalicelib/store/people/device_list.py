"""The list of sign-ins that an account sees: each lies beside its token."""

from chalicelib.domain.device import SignInDevice, Via
from chalicelib.store.accounts_table import DeviceItem, TokenItem
from chalicelib.store.keys import ACCESS, devices_key, hash_of_token, hashed_token_key
from chalicelib.store.tables import all_of
from chalicelib.store.transactions import Transaction

_MOST_READ = 100  # of an account's sign-ins
_ID_LENGTH = 16  # of the hash: names a sign-in, proves nothing


def devices(account_id: str, credentials_version: int, token: str) -> list[SignInDevice]:
    """The account's sign-ins, including expired ones, 100 at most; `token` is the one that asks.

    Anyone who knows the password can begin thousands: reading them all would cost a second.
    """
    return [
        SignInDevice(
            id=item.sk[:_ID_LENGTH],
            via=Via(item.via),
            words=item.words,
            first_used_at=item.created_at,
            last_used_at=item.used_at,
            this=item.sk == hash_of_token(token),
        )
        for item in all_of(DeviceItem, devices_key(account_id), most=_MOST_READ)
        if int(item.credentials_version) == credentials_version
    ]


def end(account_id: str, device_id: str) -> bool:
    """End the sign-in with that id; False if the account has none."""
    if len(device_id) != _ID_LENGTH:
        return False
    found = all_of(DeviceItem, devices_key(account_id), device_id)
    for item in found:
        with Transaction() as transaction:
            transaction.delete(TokenItem(hashed_token_key(item.sk), ACCESS))
            transaction.delete(item)
    return bool(found)
