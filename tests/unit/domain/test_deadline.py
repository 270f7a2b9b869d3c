"""Until when a claim can change: never shorter for one person than for all, and only for that person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import Policies
from chalicelib.domain.deadline import closed, deadline_of
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
