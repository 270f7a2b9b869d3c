"""Rule 12: how long it counts that a person has just proved who they are. Times are aware."""

from datetime import datetime, timedelta

LASTS = timedelta(minutes=10)


def holds(proved_at: datetime | None, now: datetime) -> bool:
    """Whether a proof, if there was one, is not older than ten minutes."""
    return proved_at is not None and now - proved_at <= LASTS


def holds_by_passkey(
    proved_at: datetime | None, passkey_at: datetime | None, now: datetime
) -> bool:
    """Whether the proof that holds was given by a passkey: for what a password alone must not do."""
    return holds(proved_at, now) and proved_at == passkey_at


def used_passkey(passkey_at: datetime | None, now: datetime, within: timedelta) -> bool:
    """Whether a passkey was used with a token, to sign in or as proof, within that time.

    For what asks for a passkey rather than for proof; it isn't proof by itself.
    """
    return passkey_at is not None and now - passkey_at <= within
