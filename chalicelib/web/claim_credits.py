"""Credit types on the claim page: what its script counts with, and the figures it starts from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.credit_type import Credits, CreditType, RoundPer, minutes_of


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit type with the amount that is selected ("0.00" while none is)."""

    type: CreditType
    amount: str
    earned: bool
    capped: bool


def credit_lines(
    types: Sequence[CreditType], totals: Sequence[CreditTotal]
) -> tuple[CreditLine, ...]:
    """A line for each type of the conference."""
    by_id = {total.id: total for total in totals}
    lines = []
    for type_ in types:
        total = by_id.get(type_.id)
        amount = str(total.amount) if total else f"{0 * type_.step}"
        lines.append(CreditLine(type_, amount, total is not None, bool(total and total.capped)))
    return tuple(lines)


def script_policy(types: Sequence[CreditType]) -> str:
    """The types as JSON: how the page's script counts them, in whole numbers."""
    return json.dumps(
        [
            {
                "id": type_.id,
                "per": type_.minutes_per_unit,
                "places": type_.places,
                "step": type_.increment_minutes or 0,
                "cap": None if type_.most is None else int(type_.most.scaleb(type_.places)),
                "each": type_.round_per is RoundPer.SESSION,
                "live": type_.live,
            }
            for type_ in types
        ],
        separators=(",", ":"),
    )


def row_minutes(types: Sequence[CreditType], credits_: Credits) -> str:
    """`50,0,25`: a session's minutes of each type, in the conference's order."""
    return ",".join(str(minutes_of(credits_, type_.id)) for type_ in types)
