"""Whether an older certificate is as good as the one that replaced it: the same sessions and hours."""

from dataclasses import replace
from decimal import Decimal

from chalicelib.domain.certificate import Location, Snapshot
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.remade import line_of
from chalicelib.domain.standing import Standing, standing
from tests.unit.domain import build

NBCC = CreditTotal("nbcc", "NBCC clock hours", "hours", 60, Decimal("1.00"))
ETHICS = CreditTotal("ethics", "Ethics hours", "hours", 60, Decimal("1.00"))
OLD = replace(build.snapshot(), credits=(NBCC, ETHICS))


def _stands(newer: Snapshot) -> tuple[Standing, bool]:
    """What is said of the older one once it was replaced, and what a reissue announces of it."""
    held = build.certificate(superseded_by="newer")
    newest = build.certificate(location=Location("alice", "spring", 2), digest="newer")
    found = standing(held, OLD, (newest, newer))
    return found, line_of(held, OLD, newer).alike


def test_other_names_and_another_order_of_credit_types_leave_the_hours() -> None:
    renamed = replace(NBCC, label="Clock hours")
    assert _stands(replace(OLD, credits=(ETHICS, renamed))) == (Standing.REISSUED, True)


def test_another_total_of_one_credit_type_is_another_certificate() -> None:
    less = replace(ETHICS, amount=Decimal("0.50"), capped=True)
    assert _stands(replace(OLD, credits=(NBCC, less))) == (Standing.REPLACED, False)
    assert _stands(replace(OLD, credits=(NBCC,))) == (Standing.REPLACED, False)
