"""Access tokens: opaque, random, stored only as a hash; the expiry is compared at every read."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.store.accounts_table import TokenItem
from chalicelib.store.keys import ACCESS, token_key
from chalicelib.store.tables import change_if, find

_BYTES = 32  # 256 bits


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token proves. Times are aware."""

    account_id: str
    credentials_version: int
    used_at: datetime
    expires_at: datetime


def issue(account_id: str, credentials_version: int, now: datetime, lasts: timedelta) -> str:
    """A new access token; only its hash is kept."""
    token = secrets.token_urlsafe(_BYTES)
    TokenItem(
        token_key(token),
        ACCESS,
        account_id=account_id,
        credentials_version=credentials_version,
        created_at=now,
        used_at=now,
        expires_at=now + lasts,
        ttl=now + lasts,
    ).save()
    return token


def read(token: str) -> AccessToken | None:
    """What the token proves, expired or not; None for a token that never was or was revoked."""
    item = find(TokenItem, token_key(token), ACCESS)
    if item is None:
        return None
    return AccessToken(
        item.account_id, int(item.credentials_version), item.used_at, item.expires_at
    )


def touch(token: str, now: datetime) -> None:
    """Record that the token was used, for the idle expiry; nothing if it was revoked in the meantime."""
    change_if(
        TokenItem(token_key(token), ACCESS), [TokenItem.used_at.set(now)], TokenItem.pk.exists()
    )


def revoke(token: str) -> None:
    """End a sign-in; no error when it has ended."""
    TokenItem(token_key(token), ACCESS).delete()
