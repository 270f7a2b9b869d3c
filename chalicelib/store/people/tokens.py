"""Access tokens: opaque, random, stored only as a hash; the expiry is compared at every read."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.exceptions import DoesNotExist, UpdateError

from chalicelib.store.accounts_table import TokenItem, token_key
from chalicelib.store.tables import condition_failed

_BYTES = 32  # 256 bits
_ACCESS = "ACCESS"


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
        _ACCESS,
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
    try:
        item = TokenItem.get(token_key(token), _ACCESS, consistent_read=True)
    except DoesNotExist:
        return None
    return AccessToken(
        item.account_id, int(item.credentials_version), item.used_at, item.expires_at
    )


def touch(token: str, now: datetime) -> None:
    """Record that the token was used, for the idle expiry; nothing if it was revoked in the meantime."""
    try:
        TokenItem(token_key(token), _ACCESS).update(
            [TokenItem.used_at.set(now)], condition=TokenItem.pk.exists()
        )
    except UpdateError as problem:
        if not condition_failed(problem):
            raise


def revoke(token: str) -> None:
    """End a sign-in; no error when it has ended."""
    TokenItem(token_key(token), _ACCESS).delete()
