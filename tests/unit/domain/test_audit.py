"""The audit's chains: whatever is changed, missing or exchanged shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.audit import (
    KEPT,
    MOST_SUBJECTS,
    Act,
    By,
    Entry,
    account_scope,
    canonical,
    following,
    hash_of,
    parse,
    parts,
    touched,
)
from chalicelib.domain.audit_check import (
    Head,
    Stored,
    heads_of,
    last_day,
    missing_days,
    wrong_in_chain,
)

NOW = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
ALICE = account_scope("alice")
OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga", "ticket 7")
TEXT = st.text(max_size=30)


def _stored(entry: Entry) -> Stored:
    return Stored(entry.number, canonical(entry), entry.day, entry.tidy_at)


def _chain(length: int, begins: datetime = NOW) -> list[Stored]:
    found: list[Stored] = []
    last = None
    for number in range(length):
        last = following(last, Act(ALICE, f"act {number}"), OLGA, begins + timedelta(hours=number))
        found.append(_stored(last))
    return found


def _wrong(chain: list[Stored], *heads: Head, now: datetime = NOW) -> list[str]:
    return wrong_in_chain(ALICE, chain, heads, now)


@given(TEXT, TEXT, st.lists(TEXT, max_size=4), st.dictionaries(TEXT, TEXT, max_size=3))
def test_an_entry_comes_back_from_its_text(
    action: str, why: str, subjects: list[str], facts: dict[str, str]
) -> None:
    entry = following(None, Act(ALICE, action, tuple(subjects), facts), By("olga", why), NOW)
    assert parse(canonical(entry)) == entry


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"scope":1}'])
def test_what_is_no_entry_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"not|Expecting"):
        parse(body)


def test_another_spelling_of_an_entry_is_refused() -> None:
    body = canonical(following(None, Act(ALICE, "find"), OLGA, NOW))
    with pytest.raises(ValueError, match="canonical"):
        parse(f"{body} ")


def test_an_untouched_chain_is_right() -> None:
    chain = _chain(5)
    assert _wrong(chain) == []
    assert _wrong(chain, *heads_of({ALICE: chain[3]})) == []


@given(st.integers(2, 6), st.data())
def test_a_missing_entry_shows_wherever_it_was(length: int, data: st.DataObject) -> None:
    chain = _chain(length)
    head = heads_of({ALICE: chain[-1]})
    del chain[data.draw(st.integers(0, length - 1))]
    assert _wrong(chain, *head)


@given(st.integers(1, 6), st.sampled_from(["who", "action", "why"]), st.data())
def test_a_changed_entry_shows_wherever_it_is(length: int, field: str, data: st.DataObject) -> None:
    chain = _chain(length)
    head = heads_of({ALICE: chain[-1]})
    at = data.draw(st.integers(0, length - 1))
    changed = replace(parse(chain[at].body), **{field: "another"})
    chain[at] = replace(chain[at], body=canonical(changed))
    assert _wrong(chain, *head)


def test_a_chain_written_anew_from_some_entry_on_differs_from_its_heads() -> None:
    chain = _chain(4)
    head = heads_of({ALICE: chain[3]})
    forged = replace(parse(chain[2].body), who="somebody else")
    last = following(forged, Act(ALICE, "act 3"), OLGA, NOW + timedelta(hours=3))
    anew = [*chain[:2], _stored(forged), _stored(last)]
    assert _wrong(anew) == []  # in itself it is right
    assert "not the entry that the day's heads have" in _wrong(anew, *head)[0]


def test_an_entry_of_another_chain_is_told() -> None:
    chain = _chain(1)
    assert "belongs elsewhere" in wrong_in_chain(account_scope("bob"), chain, [], NOW)[0]


def test_an_entry_hidden_from_its_day_or_about_to_go_is_told() -> None:
    [stored] = _chain(1)
    assert "listed under 2020-01-01" in _wrong([replace(stored, day="2020-01-01")])[0]
    assert "seven years" in _wrong([replace(stored, tidy_at=NOW)])[0]
    assert "seven years" in _wrong([replace(stored, tidy_at=None)])[0]
    assert "can't be read" in _wrong([replace(stored, body="{}")])[0]


def test_entries_past_seven_years_may_go_and_no_others() -> None:
    chain = _chain(4, begins=NOW)
    later = NOW + KEPT + timedelta(hours=1, minutes=30)
    assert _wrong(chain[2:], now=later) == []  # the two before have had their time
    assert "entry 3 is missing" in _wrong(chain[3:], now=later)[0]
    first = replace(parse(chain[1].body), number=1)
    assert "names an entry before it" in _wrong([_stored(first)])[0]


def test_days_without_heads_are_named() -> None:
    now = datetime(2026, 3, 6, 0, 30, tzinfo=UTC)
    assert last_day(now) == date(2026, 3, 4)  # the fifth has half an hour yet
    kept = [date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 4)]
    assert missing_days(kept, now) == ["2026-03-02: no heads were kept"]
    assert missing_days(kept, now + timedelta(hours=1)) == [
        "2026-03-02: no heads were kept",
        "2026-03-05: no heads were kept",
    ]
    assert missing_days([], now) == []


def test_an_act_on_many_takes_several_entries() -> None:
    subjects = tuple(map(str, range(2 * MOST_SUBJECTS + 1)))
    each = parts(Act(ALICE, "import", subjects))
    assert [len(part.subjects) for part in each] == [MOST_SUBJECTS, MOST_SUBJECTS, 1]
    assert parts(Act(ALICE, "list")) == [Act(ALICE, "list")]


def test_no_address_stays_in_the_words_of_an_entry() -> None:
    act = Act(ALICE, "conference", facts={"changes": "contact a@b.example → c@d.example"})
    entry = following(None, act, By("olga", "wrote from <alice@home.example>,\nticket 7"), NOW)
    assert entry.why == "wrote from <(address)>, ticket 7"
    assert "example" not in canonical(entry)


def test_whom_entries_touch_is_listed_once() -> None:
    first = following(None, Act(ALICE, "find", ("x",)), OLGA, NOW)
    second = following(None, Act("PORTAL", "redrive", ("y", "x")), OLGA, NOW)
    assert touched([first, second, first]) == ["alice", "x", "y"]
    assert hash_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
