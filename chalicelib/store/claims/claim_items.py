"""A claim as its item holds it, and the condition that it is still as it was read."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pynamodb.expressions.condition import Condition

from chalicelib.domain.claim import Claim
from chalicelib.domain.tick import Tick
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import ClaimItem


def unchanged(claim: Claim) -> Condition:
    """The condition that a claim is still as it was read, its last certificate included."""
    if claim.version == 0 and claim.last_number == 0:
        return ClaimItem.pk.does_not_exist()
    condition: Condition = (
        (ClaimItem.version == claim.version)
        & (ClaimItem.last_number == claim.last_number)
        & (ClaimItem.refused == claim.refused)
    )
    return condition


def read_claim(conference_id: str, item: ClaimItem) -> Claim:
    """The claim that an item holds."""
    return Claim(
        conference_id=conference_id,
        version=int(item.version),
        ticks=_ticks(item.ticks or item.selections),
        contact_minutes=int(item.contact_minutes),
        credits=load_credits(item.credits),
        last_number=int(item.last_number),
        refused=item.refused,
        issued=_ticks(item.issued) if item.issued else None,
        open_until=date.fromisoformat(item.open_until) if item.open_until else None,
    )


def _ticks(stored: str) -> dict[str, Tick]:
    return {session_id: _tick(tick) for session_id, tick in json.loads(stored).items()}


def _tick(stored: Any) -> Tick:
    """A tick as it is kept now, or a date as version 0.1.0 kept one for each."""
    if isinstance(stored, str):
        return Tick(date.fromisoformat(stored))
    chosen = stored.get("on")
    day = date.fromisoformat(chosen) if chosen else None
    return Tick(day, int(stored["seen"]), recording=bool(stored.get("rec")))


def dump(ticks: Mapping[str, Tick]) -> str:
    """Ticks as a claim keeps them."""
    return json.dumps({session_id: _kept(tick) for session_id, tick in ticks.items()})


def _kept(tick: Tick) -> Any:
    if not tick.seen and tick.chosen and not tick.recording:
        return tick.chosen.isoformat()
    kept: dict[str, Any] = {"seen": tick.seen}
    if tick.chosen:
        kept["on"] = tick.chosen.isoformat()
    return kept | ({"rec": 1} if tick.recording else {})
