"""All that is held about a person, for that person."""

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, account_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.tick import Tick
from chalicelib.services.audit.record import record
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import claims
from chalicelib.store.people import registrations

# What names a place in our tables, and what no one but us can use.
_INTERNAL = {"location", "digest", "queued_at", "attempts", "leased_until", "normalised", "to_tell"}


def export(account: Account, now: datetime) -> dict[str, Any]:
    """Plain values, dates and amounts."""
    return {
        **of_person(account, now),
        "licenses": [asdict(each) for each in account.licenses],
        "renewals": [asdict(each) for each in account.renewals],
        "passkeys": [asdict(passkey) for passkey in account.passkeys],
        "registrations": [
            {"address": address.shown, **asdict(registration)}
            for address in account.verified
            for registration in registrations.of_address(address.normalised)
        ],
        "conferences": [at_conference(held) for held in claims.of_account(account.id).values()],
    }


def of_person(account: Account, now: datetime) -> dict[str, Any]:
    """What is held of an account whatever it attended, but for what it alone needs to know."""
    return {
        "exported_at": now,
        "account": {"id": account.id, "name": account.name, "password": _password(account)},
        "addresses": [
            {key: value for key, value in asdict(address).items() if key != "normalised"}
            for address in account.addresses
        ],
    }


def export_json(account: Account, now: datetime) -> str:
    """The same as JSON text: dates in ISO 8601, amounts as decimal strings.

    In the audit, once a day: if a sign-in was stolen, its owner learns whether all of it was taken.
    """
    record(Act(account_scope(account.id), "export"), By(f"account:{account.id}"), now, daily=True)
    return as_json(export(account, now))


def as_json(found: dict[str, Any]) -> str:
    """Plain values as the text of a file."""
    return json.dumps(found, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _password(account: Account) -> str:
    return "set; stored as a hash only" if account.password_hash else "not set"


def at_conference(held: Holdings) -> dict[str, Any]:
    """A claim, its certificates with what they say, and what became of their emails."""
    return {
        "conference_id": held.claim.conference_id,
        "selections": {session_id: _tick(tick) for session_id, tick in held.claim.ticks.items()},
        "certificates": [_certificate(held, certificate) for certificate in held.certificates],
    }


def _tick(tick: Tick) -> str:
    day = str(tick.chosen) if tick.chosen else "on the session's date"
    return f"{day}, a recording" if tick.recording else day


def _certificate(held: Holdings, certificate: Certificate) -> dict[str, Any]:
    snapshot = snapshots.load(certificate.public_id)
    return {
        **_public(asdict(certificate)),
        "says": asdict(snapshot) if snapshot else None,
        "deliveries": [
            _public(asdict(delivery))
            for delivery in held.deliveries_of(certificate.location.number)
        ],
    }


def _public(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _INTERNAL}
