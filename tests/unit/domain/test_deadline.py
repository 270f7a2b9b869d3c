"""Until when a claim can change: never shorter for one person than for all, and only for that person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import Policies
from chalicelib.domain.deadline import closed, deadline_of, may_extend
from samples import world

LAST = date(2026, 11, 20)
LATER, EARLIER = LAST + timedelta(days=7), LAST - timedelta(days=7)


@pytest.mark.parametrize(
    ("everybodys", "own", "counts"),
    [
        (None, None, None),
        (None, LATER, None),
        (LAST, None, LAST),
        (LAST, LATER, LATER),
        (LAST, EARLIER, LAST),
    ],
)
def test_the_later_of_both_counts_where_there_is_a_deadline(
    everybodys: date | None, own: date | None, counts: date | None
) -> None:
    conference = world.spring(policies=Policies(deadline=everybodys))
    claim = replace(Claim("spring"), open_until=own)
    assert deadline_of(conference, claim) == counts
    if counts is not None:
        assert not closed(conference, claim, counts)
        assert closed(conference, claim, counts + timedelta(days=1))
    else:
        assert not closed(conference, claim, date.max)


def test_a_persons_deadline_moves_on_only_not_into_the_past_and_by_five_years_at_most() -> None:
    conference, claim = world.spring(policies=Policies(deadline=LAST)), Claim("spring")
    assert may_extend(conference, claim, LATER, EARLIER)
    assert may_extend(conference, claim, LATER, LATER)
    assert not may_extend(conference, claim, LAST, EARLIER)
    assert not may_extend(conference, replace(claim, open_until=LATER), LATER, EARLIER)
    assert not may_extend(conference, claim, LATER, LATER + timedelta(days=1))
    assert may_extend(conference, claim, date(LAST.year + 5, 12, 31), LAST)
    assert not may_extend(conference, claim, date(LAST.year + 6, 1, 1), LAST)
