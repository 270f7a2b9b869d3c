"""What a claim adds up to: the built-in total, and each credit type that it earns (rule 6)."""

from collections.abc import Iterable

from chalicelib.domain.certificate import AttendedSession
from chalicelib.domain.conference import Conference
from chalicelib.domain.credit_totals import CreditTotal, credit_totals
from chalicelib.domain.totals import Totals, totals


def claim_totals(attended: Iterable[AttendedSession], conference: Conference) -> Totals:
    """Rule 6 over attended sessions."""
    pairs = ((session.contact_minutes, session.recorded) for session in attended)
    return totals(pairs, conference.policies.rounding)


def claim_credits(
    attended: Iterable[AttendedSession], conference: Conference
) -> tuple[CreditTotal, ...]:
    """Rule 6 for each credit type that attended sessions earn."""
    pairs = [(session.credits, session.recorded) for session in attended]
    return credit_totals(conference.policies.credit_types, pairs)
