"""What became of a record's certificates since it was made, as a stranger is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.certificate import Certificate
from chalicelib.domain.credit_totals import come_to
from chalicelib.domain.standing import LONGEST_CHAIN, Standing


@dataclass(frozen=True, slots=True)
class Since:
    """`on` is the day it was revoked, or the newest that replaced it was issued, where its conference was."""

    standing: Standing
    on: date | None = None


def since_recorded(public_id: str, now_held: Mapping[str, Certificate]) -> Since | None:
    """Of its certificates by public ID as they are now; None where it is kept no longer."""
    recorded = now_held.get(public_id)
    if recorded is None:
        return None
    if recorded.revoked_at is not None:
        return Since(Standing.REVOKED, recorded.day_of(recorded.revoked_at))
    if not recorded.superseded_by:
        return Since(Standing.VALID)
    newest = recorded
    for _ in range(LONGEST_CHAIN):
        following = now_held.get(newest.superseded_by)
        if following is None:
            break
        newest = following
    if newest is recorded or newest.revoked:
        return Since(Standing.REPLACED)
    same = _counted(newest) == _counted(recorded)
    return Since(Standing.REISSUED if same else Standing.REPLACED, newest.issued_on)


def _counted(one: Certificate) -> tuple[object, ...]:
    return one.contact_minutes, one.contact_hours, one.ceus, come_to(one.credits), one.sessions
