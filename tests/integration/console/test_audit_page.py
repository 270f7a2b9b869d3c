"""The audit as organizers read it: who did what, when and why, by person, action and day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.audit import Act, By, account_scope, conference_scope
from chalicelib.domain.email_address import address_id
from chalicelib.errors import Conflict
from chalicelib.services.audit.history import LOOKED_AT, SHOWN
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from samples import world
from tests.integration.console.test_settings import form
from tests.support import calls
from tests.support.browser import Visitor

AUDIT, SPRING = "/console/spring/audit", conference_scope("spring")
BEGAN = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _noted(
    action: str, *subjects: str, who: str = "account:ed", days: float = 0, why: str = ""
) -> None:
    act = Act(SPRING, action, subjects, {"import": "0" * 16} if "import" in action else {})
    audit.append(act, By(who, why), BEGAN + timedelta(days=days))


@pytest.fixture
def noted(team: None) -> None:
    _noted("import-schedule", who="arn:aws:sts::1:assumed-role/Operators/jo", why="The first one.")
    _noted("open-person", "alice", days=1)
    _noted("resend", "2222-3333-4444-555N", days=2, why="She asked for it.")
    _noted("import-registrations", address_id(world.ALICE), "other", days=3, who="account:olivia")
    audit.append(Act(account_scope("alice"), "secret"), By("local"), BEGAN)
    audit.append(Act(conference_scope("fall"), "elsewhere"), By("local"), BEGAN)


def test_it_says_who_did_what_when_and_why(rita: Visitor, noted: None) -> None:
    shown = rita.get(AUDIT)
    words = shown.words
    assert "Sent a certificate again" in words
    assert "ed@prairie.example · Mar 12, 2026, 7:00 AM · entry 3 “She asked for it.”" in words
    assert "The operator (jo)" in words
    assert words.index("Imported registrations") < words.index("Opened a person")
    assert 'href="/console/spring/people/alice"' in shown.text
    assert 'href="/console/spring/people?q=2222-3333-4444-555N"' in shown.text
    for other in ("secret", "elsewhere", world.ALICE):
        assert other not in words.lower()


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("person=alice%40school.example", [4, 2]),
        ("person=ED@prairie.example", [3, 2]),
        ("person=2222-3333-4444-555N", [3]),
        ("person=nobody", []),
        ("action=open-person", [2]),
        ("from=2026-03-12", [4, 3]),
        ("to=2026-03-11", [2, 1]),
        ("from=2026-03-11&to=2026-03-12", [3, 2]),
        ("to=2026-03-09", []),
        ("person=ed%40prairie.example&action=resend&from=2026-03-01", [3]),
        ("before=3", [2, 1]),
        ("before=x", [4, 3, 2, 1]),
    ],
)
def test_it_is_filtered_by_person_action_and_day(
    rita: Visitor, noted: None, asked: str, numbers: list[int]
) -> None:
    words = rita.get(f"{AUDIT}?{asked}").words
    assert [n for n in (4, 3, 2, 1) if f"· entry {n}" in words] == numbers
    assert ("No entries found." in words) is (not numbers)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=yesterday", "Enter a date such as 2026-03-06."),
        ("from=2026-03-02&to=2026-03-01", "The last day is before the first."),
    ],
)
def test_days_that_are_none_are_said_in_place(rita: Visitor, asked: str, sentence: str) -> None:
    answer = rita.get(f"{AUDIT}?{asked}")
    assert (answer.status, sentence in answer.words) == (422, True)


def test_a_long_audit_is_read_in_parts_that_do_not_grow(rita: Visitor, team: None) -> None:
    for number in range(SHOWN + 3):
        _noted("open-person", f"person-{number}", days=number / 24)
    first = rita.get(AUDIT)
    assert first.words.count("· entry") == SHOWN
    assert "Older entries" in first.words
    rest = rita.get(f"{AUDIT}?before=4").words
    assert (rest.count("· entry"), "Older entries" in rest) == (3, False)


def test_one_look_reads_a_bounded_part_and_says_so(
    rita: Visitor, noted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.services.audit.history._AT_ONCE", 1)
    monkeypatch.setattr("chalicelib.services.audit.history.LOOKED_AT", 2)
    words = rita.get(f"{AUDIT}?action=import-schedule").words
    assert "None of the 2 entries back to Mar 12, 2026 match." in words
    assert "Imported the schedule ed" not in words
    assert "· entry 1" in rita.get(f"{AUDIT}?action=import-schedule&before=3").words


def test_reading_it_queries_and_never_scans(rita: Visitor, noted: None, app: Any) -> None:
    calls.made.clear()
    rita.get(f"{AUDIT}?to=2026-03-11")
    assert "Scan" not in calls.made
    assert calls.made.count("Query") < 12
    assert LOOKED_AT == 500


def test_what_was_refused_after_its_entry_is_said_to_be(
    ed: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else was faster between the entry and the write."""

    def faster(*_: Any, **__: Any) -> int:
        raise Conflict("faster")

    ed.get("/console/spring/settings")
    monkeypatch.setattr(conferences, "save", faster)
    assert ed.post("/console/spring/settings", form(name="Fall")).status == 409
    words = ed.get(AUDIT).words
    assert "Changed settings: refused ed@prairie.example" in words
    assert "Result refused, so entry 1 changed nothing" in words


def test_the_dates_in_an_entry_are_in_words(rita: Visitor) -> None:
    act = Act(SPRING, "extend-deadline", ("alice",), {"until": "2026-12-04"})
    audit.append(act, By("account:ed", "She was ill."), BEGAN)
    assert "Until Dec 4, 2026" in rita.get(AUDIT).words
