"""When a sign-in and a proof count no longer."""

from datetime import UTC, datetime, timedelta

from chalicelib.domain import sudo
from chalicelib.domain.device import ended

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECOND, DAY, MINUTE = timedelta(seconds=1), timedelta(days=1), timedelta(minutes=1)
IDLE = 14 * DAY


def test_a_sign_in_ends_when_it_expires_or_was_unused_for_too_long() -> None:
    assert not ended(NOW + SECOND, NOW, NOW, IDLE)
    assert ended(NOW, NOW, NOW, IDLE)
    assert not ended(NOW + DAY, NOW - IDLE, NOW, IDLE)
    assert ended(NOW + DAY, NOW - IDLE - SECOND, NOW, IDLE)


def test_a_proof_holds_for_ten_minutes_and_a_passkey_that_signed_in_is_none() -> None:
    assert not sudo.holds(None, NOW)
    assert sudo.holds(NOW - 10 * MINUTE, NOW)
    assert not sudo.holds(NOW - 10 * MINUTE - SECOND, NOW)
    assert sudo.holds_by_passkey(NOW, NOW, NOW)
    assert not sudo.holds_by_passkey(NOW, NOW - SECOND, NOW)
    assert not sudo.holds_by_passkey(None, NOW, NOW)
    assert sudo.used_passkey(NOW - 10 * MINUTE, NOW, 10 * MINUTE)
    assert not sudo.used_passkey(NOW - 10 * MINUTE - SECOND, NOW, 10 * MINUTE)
    assert not sudo.used_passkey(None, NOW, 10 * MINUTE)
