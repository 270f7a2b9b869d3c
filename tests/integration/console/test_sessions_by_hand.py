"""An editor adds, changes, moves, cancels and credits sessions by hand, and attendees see it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from chalicelib.domain.audit import By, conference_scope, parse
from chalicelib.domain.conference import Policies, Session
from chalicelib.domain.credit_type import CreditType
from chalicelib.errors import Conflict
from chalicelib.services.console.sessions import change, plans, who_has
from chalicelib.services.console.sessions.listing import key_of
from chalicelib.services.console.sessions.plans import Edit
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from samples import world
from tests.integration.imports.uploading import applied, csv, now, planned, session_row
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer

ALL = "/console/spring/sessions"
ED = By("account:ed")


def _stored() -> StoredConference:
    stored = conferences.load("spring")
    assert stored is not None
    return stored


def _session(key: str) -> Session:
    [found] = [one for one in _stored().sessions if one.id == key]
    return found


def _path(key: str) -> str:
    return f"{ALL}/{key_of(key)}"


def _fields(shown: Any, action: str) -> dict[str, str]:
    """What a browser would send of the form with that action."""
    [form] = [one for one in shown.text.split("<form")[1:] if f'action="{action}"' in one]
    form = form.split("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if at.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        found[unescape(at["name"])] = unescape(at.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def _reviewed(visitor: Visitor, page: str, action: str = "", **changed: str) -> Any:
    """Fill the page's form in, and look at the review."""
    action = action or page
    fields = _fields(visitor.get(page), action)
    return visitor.post(action, fields | changed)


def _confirmed(visitor: Visitor, review: Any, action: str, why: str = "The room flooded.") -> Any:
    return visitor.post(action, _fields(review, action) | {"why": why})


def _changed(visitor: Visitor, key: str, **changed: str) -> Any:
    path = _path(key)
    answer = _confirmed(visitor, _reviewed(visitor, path, **changed), path)
    assert answer.status == 303, answer.words
    return answer


def test_sessions_are_found_by_title_track_and_day(ed: Visitor) -> None:
    world.hold(sessions=(*world.spring_sessions(), world.session("care", day=1, track="Ethics")))
    assert "8 sessions" in ed.get(ALL).words
    assert "Title of care" in ed.get(f"{ALL}?track=Ethics").words
    second = ed.get(f"{ALL}?day={world.FIRST_DAY + timedelta(days=1)}").words
    assert "2 sessions" in second
    assert "Title of opening" in ed.get(f"{ALL}?q=OPEN").words
    assert "1 session" in ed.get(f"{ALL}?credit=without").words
    assert "No session found" in ed.get(f"{ALL}?q=nothing").words


def test_a_long_program_comes_in_pages(ed: Visitor) -> None:
    world.hold(sessions=tuple(world.session(f"s{n:03}", credit=10) for n in range(150)))
    first = ed.get(ALL)
    assert "page 1 of 2" in first.words
    assert "Next page" in first.words
    last = ed.get(f"{ALL}?page=2")
    assert "Title of s149" in last.words
    assert "Previous page" in last.words


def test_who_selected_a_session_and_whose_certificate_lists_it_is_shown_first(
    app: Any, alice: Portal, bob: Portal, ed: Visitor
) -> None:
    alice.claim("spring", "opening")
    alice.generate("spring")
    run_consumer(app)
    bob.claim("spring", "online")
    shown = ed.get(_path("opening")).words
    assert "1 person selected this session, and 1 certificate lists it" in shown
    assert "Alice Ångström" in shown
    assert "Bob" not in shown
    shown = ed.get(_path("online")).words
    assert "1 person selected this session, and no certificate lists it" in shown
    assert "Nobody has selected this session" in ed.get(_path("second")).words


def test_a_certificate_lists_a_session_after_it_was_deselected_and_not_once_revoked(
    app: Any, alice: Portal, olivia: Visitor
) -> None:
    alice.claim("spring", "opening")
    made = str(alice.generate("spring").json["id"])
    run_consumer(app)
    alice.claim("spring", "second")
    held = who_has.holders("spring", ["opening"])
    assert (held.selected, held.certified) == (0, 1)
    page = "/console/spring/people/alice"
    olivia.get(page)
    olivia.post(f"{page}/certificates/{made}/revoke", {"reason": "Not hers."})
    assert not who_has.holders("spring", ["opening"]).any


def test_a_moved_session_is_reviewed_written_and_told_to_who_selected_it(
    alice: Portal, ed: Visitor
) -> None:
    alice.claim("spring", "opening")
    path = _path("opening")
    second_day = world.FIRST_DAY + timedelta(days=1)
    before = _stored().revision
    review = _reviewed(ed, path, date=str(second_day), starts_at="08:00", ends_at="09:00")
    assert "Moved: 1" in review.words
    assert "told about the new time" in review.words
    assert "1 person selected this session" in review.words
    assert _stored().revision == before
    assert _confirmed(ed, review, path).status == 303
    moved = _session("opening")
    assert (moved.day, moved.starts_at.hour, moved.earlier[0].day) == (
        second_day,
        8,
        world.FIRST_DAY,
    )
    [warning] = alice.call("GET", "/v1/conferences/spring").json["claim"]["warnings"]
    assert (warning["code"], warning["session_ids"]) == ("session_moved", ["opening"])
    assert alice.generate("spring").status == 202
    entry = parse(audit.chain(conference_scope("spring"))[-1].body)
    assert (entry.action, entry.who, entry.why) == (
        "change-session",
        "account:ed",
        "The room flooded.",
    )
    assert entry.subjects == ("opening",)
    assert "start" in entry.facts["changed"]


def test_a_session_is_added_and_sending_the_form_twice_adds_it_once(
    alice: Portal, ed: Visitor
) -> None:
    path = f"{ALL}/new"
    said = {
        "title": "Grief in Schools",
        "starts_at": "15:00",
        "ends_at": "16:30",
        "speakers": "Pat Doe\r\nSam Poe",
        "contact_minutes": "90",
        "room": "Hall C",
    }
    review = _reviewed(ed, path, **said)
    assert "Added: 1" in review.words
    assert _confirmed(ed, review, path).status == 303
    assert _confirmed(ed, review, path).status == 303
    [added] = [one for one in _stored().sessions if one.title == "Grief in Schools"]
    assert (added.speakers, added.contact_minutes) == (("Pat Doe", "Sam Poe"), 90)
    assert "added by hand" in ed.get(ALL).words
    assert alice.claim("spring", added.id).json["contact_minutes"] == 90


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Enter a title."),
        ("title", "x" * 501, "more than 500 characters"),
        ("title", "The \U00013000 eye", "Certificates can't print"),
        ("ends_at", "08:00", "before it starts"),
        ("date", "soon", "isn't a date"),
        ("contact_minutes", "many", "isn't a number of minutes"),
        ("format", "elsewhere", "Choose in person, virtual or both."),
        ("speakers", "\n".join(f"Speaker {n}" for n in range(51)), "at most 50 speakers"),
    ],
)
def test_bad_entries_are_named_in_place_and_nothing_changes(
    ed: Visitor, field: str, value: str, sentence: str
) -> None:
    before = _stored()
    answer = _reviewed(ed, _path("opening"), **{field: value})
    assert (answer.status, sentence in answer.words) == (422, True)
    assert "confirmed" not in answer.text
    assert _stored() == before


def test_a_session_with_a_new_title_and_time_is_asked_about(alice: Portal, ed: Visitor) -> None:
    alice.claim("spring", "opening")
    path = _path("opening")
    said = {"title": "Another talk", "starts_at": "16:00", "ends_at": "17:00"}
    asked = _reviewed(ed, path, **said)
    assert "still the same session, or another one" in asked.words
    again = _fields(asked, path)
    review = ed.post(path, again | {"meant": "same"})
    assert "Replaced: 1" in review.words
    review = ed.post(path, again | {"meant": "another"})
    assert "Added: 1" in review.words
    assert "Cancelled: 1" in review.words
    assert _confirmed(ed, review, path).status == 303
    assert _confirmed(ed, review, path).status == 303
    titles = [one.title for one in _stored().sessions]
    assert titles.count("Another talk") == 1
    assert "Title of opening" not in titles
    [warning] = alice.call("GET", "/v1/conferences/spring").json["claim"]["warnings"]
    assert warning["code"] == "session_withdrawn"


def test_a_cancelled_session_is_withdrawn_and_put_back(alice: Portal, ed: Visitor) -> None:
    alice.claim("spring", "opening")
    path = _path("opening")
    cancel, back = f"{path}/cancel", f"{path}/put-back"
    review = _reviewed(ed, path, cancel)
    assert "asked to deselect them" in review.words
    assert _confirmed(ed, review, cancel).status == 303
    [warning] = alice.call("GET", "/v1/conferences/spring").json["claim"]["warnings"]
    assert warning["code"] == "session_withdrawn"
    assert "cancelled by hand" in ed.get(path).words
    assert "Title of opening" in ed.get(f"{ALL}?gone=yes").words
    assert _confirmed(ed, _reviewed(ed, path, back), back).status == 303
    assert _session("opening").by_hand is None
    assert not alice.call("GET", "/v1/conferences/spring").json["claim"]["warnings"]


def test_credit_and_format_of_a_track_are_switched_at_once(ed: Visitor) -> None:
    types = (CreditType("nbcc", "NBCC clock hours"),)
    world.hold(
        world.spring(policies=Policies(credit_types=types)),
        (
            world.session("a", credit=0, track="Ethics"),
            world.session("b", credit=0, minutes=45, at="11:00", track="Ethics"),
            world.session("c", credit=0, at="13:00"),
            world.session("lunch", credit=0, at="12:00", track="Ethics", kind="x"),
        ),
    )
    page, action = f"{ALL}/credit?track=Ethics", f"{ALL}/credit"
    form = _fields(ed.get(page), action)
    nothing = ed.post(action, form)
    assert (nothing.status, "Choose what to change." in nothing.words) == (422, True)
    wrong = ed.post(action, form | {"contact_minutes": "minutes", "contact_minutes.minutes": "x"})
    assert (wrong.status, "isn't a number of minutes" in wrong.words) == (422, True)
    review = ed.post(
        action,
        form
        | {
            "contact_minutes": "length",
            "credit.nbcc": "minutes",
            "credit.nbcc.minutes": "30",
            "format": "hybrid",
        },
    )
    assert "Changed: 3" in review.words
    assert _confirmed(ed, review, action).status == 303
    earned = {one.id: (one.contact_minutes, dict(one.credits)) for one in _stored().sessions}
    assert (earned["a"], earned["b"]) == ((60, {"nbcc": 30}), (45, {"nbcc": 30}))
    assert earned["c"] == (0, {})
    assert _session("b").format.value == "hybrid"


def test_a_move_that_is_undone_leaves_nothing_to_tell(alice: Portal, ed: Visitor) -> None:
    alice.claim("spring", "opening")
    _changed(ed, "opening", starts_at="08:00")
    assert ed.post(f"{ALL}/undo", _fields(ed.get(ALL), f"{ALL}/undo")).status == 303
    assert _session("opening").starts_at.hour == 9
    assert not alice.call("GET", "/v1/conferences/spring").json["claim"]["warnings"]


def test_the_last_change_can_be_undone_and_done_again(alice: Portal, ed: Visitor) -> None:
    _changed(ed, "opening", room="Hall C")
    shown = ed.get(ALL)
    assert "room none → Hall C" in shown.words
    fields = _fields(shown, f"{ALL}/undo")
    assert ed.post(f"{ALL}/undo", fields).status == 303
    assert _session("opening").room == ""
    assert _session("opening").by_hand is None
    late = ed.post(f"{ALL}/undo", fields)
    assert (late.status, "can't be undone" in late.words) == (409, True)
    assert ed.post(f"{ALL}/undo", _fields(ed.get(ALL), f"{ALL}/undo")).status == 303
    assert _session("opening").room == "Hall C"


def test_what_another_revision_came_after_cannot_be_undone(app: Any, ed: Visitor) -> None:
    _changed(ed, "opening", room="Hall C")
    assert "Undo the last change" in ed.get(ALL).words
    ed.get("/console/spring")
    ed.post("/console/spring/hold", {"why": "Not yet."})
    assert "Undo the last change" not in ed.get(ALL).words


def test_two_organizers_change_different_things_and_both_stay(ed: Visitor, olivia: Visitor) -> None:
    path = _path("opening")
    first = _fields(ed.get(path), path)
    second = _fields(olivia.get(path), path)
    review = ed.post(path, first | {"room": "Hall C"})
    theirs = olivia.post(path, second | {"track": "Ethics"})
    assert _confirmed(olivia, theirs, path).status == 303
    assert _confirmed(ed, review, path).status == 303
    assert (_session("opening").room, _session("opening").track) == ("Hall C", "Ethics")


def test_two_organizers_change_the_same_and_the_second_is_refused(
    ed: Visitor, olivia: Visitor
) -> None:
    path = _path("opening")
    form = _fields(ed.get(path), path)
    review = ed.post(path, form | {"room": "Hall C", "title": "Opening"})
    _changed(olivia, "opening", room="Hall D")
    late = _confirmed(ed, review, path)
    assert (
        late.status,
        "Someone else changed this in the meantime. It's now “Hall D”." in late.words,
    ) == (
        422,
        True,
    )
    assert (_session("opening").room, _session("opening").title) == ("Hall D", "Title of opening")
    # What they typed is still there, and sending it again is meant.
    review = ed.post(path, _fields(late, path))
    assert "room Hall D → Hall C" in review.words
    assert _confirmed(ed, review, path).status == 303
    assert (_session("opening").room, _session("opening").title) == ("Hall C", "Opening")


def test_a_cancelled_session_is_not_changed(ed: Visitor, olivia: Visitor) -> None:
    path = _path("opening")
    form = _fields(ed.get(path), path)
    cancel = f"{path}/cancel"
    _confirmed(olivia, _reviewed(olivia, path, cancel), cancel)
    late = ed.post(path, form | {"room": "Hall C"})
    assert (late.status, "was cancelled in the meantime" in late.words) == (409, True)


def test_what_changed_after_the_review_is_reviewed_again(ed: Visitor, olivia: Visitor) -> None:
    world.hold(sessions=(world.session("a", credit=0), world.session("b", credit=0, at="11:00")))
    action = f"{ALL}/credit"
    form = _fields(ed.get(action), action) | {"contact_minutes": "length"}
    review = ed.post(action, form)
    assert "Changed: 2" in review.words
    _changed(olivia, "b", contact_minutes="60")
    again = _confirmed(ed, review, action)
    assert (again.status, "Something else has changed in the meantime" in again.words) == (
        409,
        True,
    )
    assert "Changed: 1" in again.words
    assert _confirmed(ed, again, action).status == 303


def test_a_change_that_comes_between_reading_and_writing_is_kept(people: None) -> None:
    """Two requests at the same moment: the write of the second fails, and is planned anew."""
    was = {"room": "", "track": ""}
    make = plans.edit(key_of("opening"), Edit({"room": "Hall C"}, was))
    theirs = plans.edit(key_of("opening"), Edit({"track": "Ethics"}, was))
    digest, theirs_digest = (change.review("spring", made).digest for made in (make, theirs))
    before = []

    def raced(stored: StoredConference) -> Any:
        if not before:
            before.append(True)
            change.write("spring", theirs, theirs_digest, "change-session", ED, world.NOW)
        return make(stored)

    change.write("spring", raced, digest, "change-session", ED, world.NOW)
    assert (_session("opening").room, _session("opening").track) == ("Hall C", "Ethics")

    def always(stored: StoredConference) -> Any:
        conferences.save(stored.conference, stored.sessions, expected_revision=stored.revision)
        return plans.edit(key_of("opening"), Edit({"room": "Hall E"}, {"room": "Hall C"}))(stored)

    digest = change.review(
        "spring", plans.edit(key_of("opening"), Edit({"room": "Hall E"}, {"room": "Hall C"}))
    ).digest
    with pytest.raises(Conflict, match="Try again"):
        change.write("spring", always, digest, "change-session", ED, world.NOW)


def test_an_import_afterwards_keeps_it_and_the_plan_says_so(app: Any, ed: Visitor) -> None:
    rows = [session_row("opening"), session_row("second", at="11:00")]
    file = csv(*rows)
    applied(app, file)
    _changed(ed, "opening", title="Welcome")
    _confirmed(
        ed, _reviewed(ed, _path("second"), f"{_path('second')}/cancel"), f"{_path('second')}/cancel"
    )
    found = planned(app, file, prune=True)
    shown = ed.get(f"/console/spring/imports/{found.number}")
    assert "Set by hand: 2" in shown.words
    assert "title Welcome (the file has Title of opening)" in shown.words
    assert "second “Title of second”: stays cancelled; the file has it" in shown.words
    assert "Check “Replace what was set by hand” to take what the file has." in shown.words
    assert "--" not in shown.words
    taken = planned(app, file, take_file=True)
    assert (now(taken).standing.counts["changed"], now(taken).standing.counts["returned"]) == (1, 1)


def test_a_reader_looks_and_changes_nothing(rita: Visitor) -> None:
    assert "Add a session" not in rita.get(ALL).words
    shown = rita.get(_path("opening"))
    assert "Nobody has selected this session" in shown.words
    assert "Review changes" not in shown.words


def test_a_session_that_is_none_is_not_found(ed: Visitor) -> None:
    assert ed.get(f"{ALL}/{'0' * 16}").status == 404
