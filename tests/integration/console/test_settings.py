"""Settings of a conference that exists, and what becomes of claims when they change."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.domain.conference import OverlapPolicy, Policies, Rounding
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from samples import world
from tests.integration.console.looks import last_entry
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.tables import everything

PATH = "/console/spring/settings"
FIRST, LAST = world.FIRST_DAY, world.FIRST_DAY + timedelta(days=1)


def stored() -> StoredConference:
    found = conferences.load("spring")
    assert found
    return found


def form(**changes: Any) -> dict[str, Any]:
    """The settings as they are, with changes; None leaves a field out, as an unchecked box does."""
    fields = {
        "revision": stored().revision,
        "name": "Spring Counselors' Conference",
        "location": "Chicago, Illinois",
        "starts_on": FIRST,
        "ends_on": LAST,
        "time_zone": "America/Chicago",
        "deadline": "",
        "overlap": "warn",
        "increment": "",
        "hours_places": "2",
        "ceus_places": "2",
        "attendance": "reported",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def test_every_setting_is_changed_with_its_reason_and_the_schedule_stays(ed: Visitor) -> None:
    shown = ed.get(PATH)
    assert f'value="{FIRST}"' in shown.text
    before = stored()
    answer = ed.post(
        PATH,
        form(
            name="Spring Institute", location="Chicago, and online", ends_on=LAST + timedelta(1),
            deadline="2090-01-31", overlap="block", increment="15", hours_places="1",
            ceus_places="1", limit_by_type="yes", limit_by_days="yes",
            virtual_may_claim_in_person="yes", attendance="verified", why="The board asked.",
        ),
    )  # fmt: skip
    assert answer.location == f"{PATH}?done=saved"
    assert "Saved." in ed.get(answer.location).words
    after = stored()
    conference = after.conference
    assert (conference.name, conference.location) == ("Spring Institute", "Chicago, and online")
    assert (conference.starts_on, conference.ends_on) == (FIRST, LAST + timedelta(1))
    assert conference.policies == Policies(
        limit_by_type=True, limit_by_days=True, virtual_may_claim_in_person=True,
        overlap=OverlapPolicy.BLOCK, rounding=Rounding(1, 1, 15), deadline=date(2090, 1, 31),
        verified=True,
    )  # fmt: skip
    assert (after.sessions, after.revision) == (before.sessions, before.revision + 1)
    entry = last_entry()
    assert (entry.action, entry.who, entry.why) == ("settings", "account:ed", "The board asked.")
    assert "limits by type: no → yes" in entry.facts["changes"]


def test_what_was_so_already_writes_nothing(ed: Visitor) -> None:
    ed.get(PATH)
    before = everything()
    assert ed.post(PATH, form()).location == f"{PATH}?done=same"
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the conference's name."),
        ({"name": "Adlam 𞤀"}, "A certificate can't print 𞤀 (U+1E900)."),
        ({"starts_on": "soon"}, "Enter the first day as a date."),
        ({"starts_on": "1999-12-31"}, "outside the years 2000 to 2100"),
        ({"ends_on": FIRST - timedelta(9)}, "The last day is before the first."),
        ({"ends_on": FIRST}, "1 session is after this day, such as “Title of second”."),
        ({"starts_on": LAST}, "6 sessions are before this day"),
        ({"time_zone": "Chicago"}, "isn't an IANA time zone (did you mean America/Chicago?)."),
        ({"deadline": LAST}, "Claims open after the last day"),
        ({"overlap": "forbid"}, "“forbid” must be warn, block or allow."),
        ({"increment": "1.5"}, "“1.5” must be a whole number."),
        ({"hours_places": "9"}, "“9” must be 4 or less."),
        ({"attendance": "proven"}, "must be reported or verified"),
    ],
)
def test_bad_entries_are_named_in_place_and_nothing_is_stored(
    ed: Visitor, changes: dict[str, Any], sentence: str
) -> None:
    ed.get(PATH)
    before = everything()
    answer = ed.post(PATH, form(**changes))
    assert answer.status == 422
    assert sentence in answer.words
    [name] = changes
    assert f'id="{name}-problem"' in answer.text
    assert everything() == before


def test_of_two_who_change_it_at_once_the_second_is_told_and_decides(
    ed: Visitor, olivia: Visitor
) -> None:
    ed.get(PATH)
    olivia.get(PATH)
    eds, olivias = form(location="Peoria"), form(location="Springfield")
    assert olivia.post(PATH, olivias).status == 303
    before = everything()
    told = ed.post(PATH, eds)
    assert told.status == 409
    assert "Someone else changed this conference" in told.words
    assert "place: Springfield → Peoria" in told.words
    assert everything() == before
    [revision] = re.findall(r'name="revision" value="(\d+)"', told.text)
    assert ed.post(PATH, eds | {"revision": revision}).status == 303
    assert stored().conference.location == "Peoria"


def test_in_another_zone_sessions_keep_their_time_of_day_and_nobody_is_told_of_a_move(
    ed: Visitor, alice: Portal
) -> None:
    alice.claim("spring", "opening")
    ed.get(PATH)
    assert ed.post(PATH, form(time_zone="America/Denver")).status == 303
    conference = alice.call("GET", "/v1/conferences/spring").json
    [opening] = [s for day in conference["days"] for s in day["sessions"] if s["id"] == "opening"]
    assert opening["starts_at"] == f"{FIRST}T09:00:00-07:00"
    assert opening["selected"]
    assert conference["claim"]["warnings"] == []


def test_a_time_of_day_that_the_new_zone_skips_is_named(ed: Visitor) -> None:
    # In Amman clocks went forward at midnight.
    session = world.session("midnight", at="00:30")
    day = date(2021, 3, 26)
    starts = session.starts_at.replace(year=2021, month=3, day=26)
    moved = world.replace(session, day=day, starts_at=starts, ends_at=starts + timedelta(hours=1))
    world.hold(world.spring(starts_on=day, ends_on=day), (moved,))
    ed.get(PATH)
    answer = ed.post(PATH, form(starts_on=day, ends_on=day, time_zone="Asia/Amman"))
    assert answer.status == 422
    assert "doesn't exist in Asia/Amman" in answer.words


def test_a_limit_marks_what_it_forbids_and_keeps_the_selection(ed: Visitor, alice: Portal) -> None:
    world.register(world.ALICE, days=(FIRST,))
    alice.claim("spring", "opening", "second")
    ed.get(PATH)
    ed.post(PATH, form(limit_by_days="yes"))
    refused = alice.generate("spring")
    assert refused.status == 422
    [error] = refused.json["errors"]
    assert "second" in error["message"]
    ed.get(PATH)
    ed.post(PATH, form())
    assert alice.generate("spring").status == 202


def test_a_deadline_freezes_ticks_and_never_documents(ed: Visitor, alice: Portal) -> None:
    alice.claim("spring", "opening")
    ed.get(PATH)
    ed.post(PATH, form(deadline=LAST + timedelta(1)))
    assert alice.claim("spring", "second").status == 422
    assert alice.generate("spring").status == 202


def test_a_conference_that_goes_on_longer_closes_and_keeps_its_claims(
    ed: Visitor, alice: Portal
) -> None:
    alice.claim("spring", "opening")
    ed.get(PATH)
    ed.post(PATH, form(ends_on="2090-03-07"))
    answer = alice.call("GET", "/v1/conferences/spring")
    assert (answer.status, answer.json["reason"]) == (404, "not_ended")
    ed.get(PATH)
    ed.post(PATH, form())
    assert alice.call("GET", "/v1/conferences/spring").json["claim"]["selected"] == 1


def test_a_reader_sees_the_settings_and_changes_nothing(rita: Visitor) -> None:
    page = rita.get(PATH)
    assert page.status == 200
    assert "Save settings" not in page.words
    assert rita.post(PATH, form(name="Mine")).status == 403
    assert stored().conference.name == "Spring Counselors' Conference"
