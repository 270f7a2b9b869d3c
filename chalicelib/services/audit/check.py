"""Compare all of the audit: every entry with the one before it, every chain with the heads kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.aws import audit_bucket
from chalicelib.domain.audit import KEPT
from chalicelib.domain.audit_check import Head, Heads, last_day, missing_days, wrong_in_chain
from chalicelib.store import audit

_LOOKS_BACK = timedelta(days=31)  # where no heads are kept yet


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much was compared, and what is wrong with it. `until` is the last day that heads hold."""

    entries: int
    chains: int
    until: date | None
    wrong: tuple[str, ...]


def check(now: datetime) -> Verdict:
    """Read all of it and compare. Entries after the last heads are held by their chain alone."""
    kept = audit_bucket.read()
    until = max((heads.day for heads in kept), default=None)
    wrong = _wrong_heads(kept) + missing_days([heads.day for heads in kept], now)
    entries, scopes = 0, _by_scope(kept, now)
    for scope in _since(until, now):
        scopes.setdefault(scope, [])
    for scope, heads in sorted(scopes.items()):
        try:
            chain = audit.chain(scope)
        except (TypeError, ValueError):  # of an attribute that is of another type
            wrong.append(f"{scope}: an entry can't be read at all")
            continue
        entries += len(chain)
        wrong += wrong_in_chain(scope, chain, heads, now)
        if until is None and any(stored.day <= last_day(now).isoformat() for stored in chain):
            wrong.append(f"{scope}: there are entries of earlier days, and no heads were kept")
    return Verdict(entries, len(scopes), until, tuple(wrong))


def _wrong_heads(kept: list[Heads]) -> list[str]:
    return [
        f"{heads.day}: its heads were written over or deleted {heads.versions - 1} times; "
        "the first ones are compared"
        for heads in kept
        if heads.versions > 1
    ] + [f"{heads.day}: its heads can't be read" for heads in kept if heads.unreadable]


def _by_scope(kept: list[Heads], now: datetime) -> dict[str, list[Head]]:
    scopes: dict[str, list[Head]] = {}
    for heads in kept:
        if heads.day > (now - KEPT).date():
            for head in heads.heads:
                scopes.setdefault(head.scope, []).append(head)
    return scopes


def _since(until: date | None, now: datetime) -> Iterator[str]:
    """Scopes that have entries of days without heads, tomorrow included: clocks differ."""
    day = until or now.date() - _LOOKS_BACK
    while day <= now.date() + timedelta(days=1):
        yield from (scope for scope, _ in audit.of_day(day.isoformat()))
        day += timedelta(days=1)
