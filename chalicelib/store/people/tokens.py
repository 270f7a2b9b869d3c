"""Access tokens: opaque, random, stored only as a hash; the expiry is compared at every read.

Beside each lies what its person sees of it, under the account: the device.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.device import Device, Via
from chalicelib.errors import Conflict
from chalicelib.store.accounts_table import DeviceItem, TokenItem
from chalicelib.store.keys import ACCESS, devices_key, hash_of_token, new_token, token_key
from chalicelib.store.tables import change_if, find, take_out
from chalicelib.store.transactions import Transaction


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token proves. Times are aware. `via` is None for one that 0.1.0 issued: either way.

    `proved_at` is the last proof, by password or passkey; `passkey_at` is when a passkey was last used
    with it, for proof or to sign in.
    """

    account_id: str
    credentials_version: int
    used_at: datetime
    expires_at: datetime
    via: Via | None = None
    proved_at: datetime | None = None
    passkey_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewToken:
    """An access token that is about to be kept."""

    token: str
    account_id: str
    credentials_version: int
    now: datetime
    lasts: timedelta
    device: Device | None = None


def keep(transaction: Transaction, made: NewToken, passkey_at: datetime | None = None) -> None:
    """Let it count, in a transaction that may change more of the account."""
    item = TokenItem(
        token_key(made.token),
        ACCESS,
        account_id=made.account_id,
        credentials_version=made.credentials_version,
        created_at=made.now,
        used_at=made.now,
        expires_at=made.now + made.lasts,
        via=made.device.via if made.device else None,
        passkey_at=passkey_at,
        ttl=made.now + made.lasts,
    )
    transaction.save(item)
    if made.device is not None:
        transaction.save(_device(item, made.token, made.device.words))


def issue(
    account_id: str,
    credentials_version: int,
    now: datetime,
    lasts: timedelta,
    device: Device | None = None,
    *,
    by_passkey: bool = False,
) -> str:
    """A new access token that counts at once. `by_passkey`: its person signed in with one."""
    made = NewToken(new_token(), account_id, credentials_version, now, lasts, device)
    with Transaction() as transaction:
        keep(transaction, made, now if by_passkey else None)
    return made.token


def read(token: str) -> AccessToken | None:
    """What the token proves, expired or not; None for a token that never was or was revoked."""
    item = find(TokenItem, token_key(token), ACCESS)
    if item is None:
        return None
    return AccessToken(
        item.account_id,
        int(item.credentials_version),
        item.used_at,
        item.expires_at,
        Via(item.via) if item.via else None,
        item.proved_at,
        item.passkey_at,
    )


def touch(token: str, account_id: str, now: datetime) -> None:
    """Record that the token was used, for the idle expiry; nothing if it was revoked in the meantime."""
    change_if(
        TokenItem(token_key(token), ACCESS), [TokenItem.used_at.set(now)], TokenItem.pk.exists()
    )
    change_if(
        DeviceItem(devices_key(account_id), hash_of_token(token)),
        [DeviceItem.used_at.set(now)],
        DeviceItem.pk.exists(),
    )


def prove(token: str, now: datetime, *, by_passkey: bool = False) -> None:
    """Note that the person of the token proved who they are: by the password, or by a passkey."""
    actions = [TokenItem.proved_at.set(now)]
    if by_passkey:
        actions.append(TokenItem.passkey_at.set(now))
    change_if(TokenItem(token_key(token), ACCESS), actions, TokenItem.pk.exists())


def revoke(token: str, account_id: str) -> None:
    """End a sign-in, if it is that account's; no error when it has ended, in one call.

    `account_id` may be what a browser says: where it is not the token's account, that is read.
    """
    try:
        with Transaction() as transaction:
            transaction.delete(
                TokenItem(token_key(token), ACCESS),
                condition=TokenItem.pk.does_not_exist() | (TokenItem.account_id == account_id),
            )
            transaction.delete(DeviceItem(devices_key(account_id), hash_of_token(token)))
    except Conflict:
        gone = take_out(TokenItem(token_key(token), ACCESS))
        if gone is not None:
            DeviceItem(devices_key(gone.account_id), hash_of_token(token)).delete()


def _device(item: TokenItem, token: str, words: str) -> DeviceItem:
    return DeviceItem(
        devices_key(item.account_id),
        hash_of_token(token),
        credentials_version=item.credentials_version,
        via=item.via,
        words=words,
        created_at=item.created_at,
        used_at=item.used_at,
        ttl=item.expires_at,
    )
