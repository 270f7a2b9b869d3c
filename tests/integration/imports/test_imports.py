"""A file that an organizer uploads: read, planned, applied once, undone; and all that can go wrong."""

import base64
import json
from typing import Any

import pytest

from chalicelib.domain.imports import State, What
from chalicelib.domain.limits import MAX_UPLOAD_BYTES
from chalicelib.domain.registration import proof_of
from chalicelib.errors import Conflict
from chalicelib.services.imports import decide
from chalicelib.services.imports import found as findings
from chalicelib.services.imports import sweep as sweeping
from chalicelib.services.imports.begin import begin, came, form_of
from chalicelib.store import audit
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import imports
from chalicelib.store.people import registering
from samples import world
from tests.integration.imports.uploading import (
    NOW,
    OLIVIA,
    PEOPLE,
    SCHEDULE,
    applied,
    confirmed,
    csv,
    later,
    now,
    planned,
    put,
    session_row,
    upload,
)
from tests.support.client import run_imports
from tests.support.registered import registered_at

pytestmark = pytest.mark.usefixtures("people")


def _sessions() -> dict[str, str]:
    stored = conferences.load("spring")
    assert stored
    return {session.id: session.title for session in stored.sessions}


def _types(address: str) -> list[str]:
    return [one.type for one in registered_at([address], "spring")]


def test_a_schedule_is_planned_first_and_applied_once_somebody_said_so(app: Any) -> None:
    before = _sessions()
    found = planned(app, SCHEDULE)
    assert found.state is State.PLANNED
    assert (found.standing.counts["added"], found.standing.counts["kept"]) == (1, 6)
    assert findings.load(found.id).changes["added"] == ("new “A new session”",)
    assert _sessions() == before

    confirmed(found)
    run_imports(app)
    assert now(found).state is State.APPLIED
    assert _sessions() == before | {"new": "A new session"}
    acts = [s.body for s in audit.chain("CONFERENCE#spring")]
    assert [
        name in acts[at]
        for at, name in enumerate(("begin-import", "confirm-import", "import-schedule"))
    ]
    assert "a new export" in acts[1]


def test_a_message_that_comes_twice_changes_nothing_twice(app: Any) -> None:
    found = applied(app, SCHEDULE)
    from chalicelib.aws import next_steps

    next_steps.queue(found.id)
    run_imports(app)
    assert now(found) == found


def test_undo_brings_back_what_was_there(app: Any) -> None:
    before = _sessions()
    found = applied(app, csv(session_row("opening", "Another title")))
    assert _sessions()["opening"] == "Another title"
    decide.undo(found, found.version, OLIVIA, NOW)
    run_imports(app)
    assert (now(found).state, _sessions()) == (State.UNDONE, before)


def test_undo_withdraws_what_was_added_and_is_refused_after_another_change(app: Any) -> None:
    first = applied(app, SCHEDULE)
    second = applied(app, csv(session_row("more")))
    with pytest.raises(Conflict, match="changed after this import"):
        decide.undo(first, first.version, OLIVIA, NOW)
    decide.undo(second, second.version, OLIVIA, NOW)
    run_imports(app)
    stored = conferences.load("spring")
    assert stored
    assert [session.id for session in stored.withdrawn] == ["more"]
    assert "new" in _sessions()


def test_an_undo_that_comes_too_late_is_told_and_not_in_the_audit_as_done(app: Any) -> None:
    found = applied(app, SCHEDULE)
    decide.undo(found, found.version, OLIVIA, NOW)
    world.hold()
    before = _sessions()
    run_imports(app)
    found = now(found)
    assert (found.state, found.standing.code) == (State.APPLIED, "too_late")
    assert _sessions() == before
    acts = [json.loads(stored.body)["action"] for stored in audit.chain("CONFERENCE#spring")]
    assert (acts[-1], "undo-import" in acts) == ("ask-to-undo-import", False)


def test_registrations_come_and_go_back(app: Any) -> None:
    world.register("ada@school.example", type="old")
    found = applied(app, PEOPLE, What.REGISTRATIONS)
    assert found.state is State.APPLIED
    assert found.standing.counts == {"added": 1, "changed": 1, "unchanged": 0}
    assert (_types("ada@school.example"), _types("bea@school.example")) == (["full"], ["day"])

    decide.undo(found, found.version, OLIVIA, NOW)
    run_imports(app)
    assert now(found).state is State.UNDONE
    assert (_types("ada@school.example"), _types("bea@school.example")) == (["old"], [])
    assert registering.registered_at("spring") == {
        "ada@school.example",
        world.ALICE,
        world.BOB,
    }


def test_what_a_file_calls_otherwise_is_asked_and_kept_for_the_next_one(app: Any) -> None:
    file = csv("ada@school.example,Going", head="Contact person,Where it stands")
    found = planned(app, file, What.REGISTRATIONS)
    assert found.state is State.READ
    shown = findings.load(found.id)
    assert [told.code for told in shown.problems] == ["missing_column"]
    assert shown.outline
    assert shown.outline.headings == ("Contact person", "Where it stands")

    columns = {"email": "Contact person", "status": "Where it stands"}
    found = planned(app, file, What.REGISTRATIONS, columns=columns)
    outline = findings.load(found.id).outline
    assert (found.state, outline and outline.words) == (State.PLANNED, {})
    again = planned(app, file, What.REGISTRATIONS)
    assert again.answers.columns == columns


def test_a_word_nobody_knows_is_asked(app: Any) -> None:
    file = csv("ada@school.example,Perhaps", "bea@school.example,paid", head="email,status")
    found = planned(app, file, What.REGISTRATIONS)
    outline = findings.load(found.id).outline
    assert (found.state, outline and outline.words) == (State.READ, {"status": ("Perhaps",)})
    found = planned(app, file, What.REGISTRATIONS, values={"status": {"Perhaps": "confirmed"}})
    assert (found.state, found.standing.counts["added"]) == (State.PLANNED, 2)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 a program", "This is a PDF."),
        (b"<html><body>Sign in</body></html>", "This is a web page"),
        (b" ", "The file is empty."),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_sentence(
    app: Any, data: bytes, sentence: str
) -> None:
    before = _sessions()
    found = planned(app, data)
    assert found.state is State.REFUSED
    assert sentence in found.standing.sentence
    assert (_sessions(), imports.unfinished()) == (before, [])


def test_a_file_that_a_scanner_removed_or_that_is_too_large_is_refused(app: Any) -> None:
    found = begin("spring", What.SCHEDULE, OLIVIA, NOW)
    form = form_of(found)
    assert form.fields["key"] == f"uploads/{found.id}"
    assert form.fields["success_action_redirect"].endswith(f"/imports/{found.number}/came")
    # S3 refuses in XML: a file of a few times the limit comes, so that it is refused in words.
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    [bound] = [one[2] for one in policy["conditions"] if "content-length-range" in one]
    assert MAX_UPLOAD_BYTES < bound <= 10 * MAX_UPLOAD_BYTES
    came(found.id, NOW)
    run_imports(app)
    assert "virus scanner" in now(found).standing.sentence
    found = planned(app, b"x" * (MAX_UPLOAD_BYTES + 1))
    assert "at most 20 MB" in found.standing.sentence


def test_the_same_file_again_says_so(app: Any) -> None:
    applied(app, SCHEDULE)
    found = planned(app, SCHEDULE)
    assert "applied before" in found.standing.sentence
    assert found.standing.counts.get("added", 0) == 0


def test_a_plan_that_is_older_than_the_schedule_is_made_anew(app: Any) -> None:
    found = planned(app, SCHEDULE)
    applied(app, csv(session_row("other")))
    confirmed(found)
    run_imports(app)
    assert now(found).state is State.PLANNED
    assert "changed after this plan" in now(found).standing.sentence
    assert "new" not in _sessions()
    confirmed(now(found))
    run_imports(app)
    assert {"new", "other"} <= set(_sessions())


def test_a_schedule_that_changes_after_it_was_confirmed_is_planned_anew(app: Any) -> None:
    found = planned(app, SCHEDULE)
    confirmed(found)
    world.hold(world.spring(name="Renamed"))
    run_imports(app)
    assert now(found).state is State.PLANNED
    assert "changed after this plan" in now(found).standing.sentence


def test_two_organizers_at_once_are_told(app: Any) -> None:
    found = planned(app, PEOPLE, What.REGISTRATIONS)
    other = planned(app, PEOPLE, What.REGISTRATIONS)
    confirmed(found)
    with pytest.raises(Conflict, match="Someone else changed this import"):
        confirmed(found)
    with pytest.raises(Conflict, match="Another import"):
        confirmed(other)
    run_imports(app)
    confirmed(other)
    run_imports(app)
    assert now(other).state is State.PLANNED  # the registrations are not what it was made from
    with pytest.raises(Conflict):
        decide.discard(found, found.version, OLIVIA, NOW)


def test_the_sweep_finds_who_never_came_back_and_what_never_came(app: Any) -> None:
    found = begin("spring", What.SCHEDULE, OLIVIA, NOW)
    other = begin("spring", What.SCHEDULE, OLIVIA, NOW)
    put(found.id, SCHEDULE)
    sweeping.sweep(later(minutes=5))
    assert now(found).state is State.BEGUN
    sweeping.sweep(later(minutes=11))
    run_imports(app)
    assert (now(found).state, now(other).state) == (State.PLANNED, State.BEGUN)
    sweeping.sweep(later(hours=25))
    assert (now(other).state, now(other).standing.code) == (State.REFUSED, "never_came")


def test_a_lost_message_is_sent_again_and_given_up_in_the_end(app: Any) -> None:
    from chalicelib.aws import clients
    from chalicelib.settings import settings

    found = upload(SCHEDULE)
    at = later(minutes=36)
    clients.sqs().purge_queue(QueueUrl=settings().imports_queue_url)
    sweeping.sweep(at)
    run_imports(app)
    assert now(found).state is State.PLANNED
    found = upload(SCHEDULE)
    for _ in range(8):
        at = later(days=30 * (_ + 1))
        sweeping.sweep(at)
    assert (now(found).state, now(found).standing.code) == (State.REFUSED, "failed")


def test_a_function_whose_time_is_nearly_over_leaves_the_rest_to_the_next(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = confirmed(planned(app, PEOPLE, What.REGISTRATIONS))
    with monkeypatch.context() as hurried:
        hurried.setattr("chalicelib.events.imports._stop_at", lambda context: NOW)
        assert run_imports(app, times=1) == [{"batchItemFailures": []}]
    assert now(found).state is State.CONFIRMED
    run_imports(app)
    assert now(found).state is State.APPLIED


def test_a_file_that_cannot_be_fetched_now_is_read_later(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = upload(SCHEDULE)

    def broken(*_: Any) -> Any:
        raise ConnectionError

    with monkeypatch.context() as bad_hour:
        bad_hour.setattr("chalicelib.services.imports.run.make_plan", broken)
        [answer] = run_imports(app, times=1)
    assert len(answer["batchItemFailures"]) == 1
    assert now(found).state is State.UPLOADED
    sweeping.sweep(later(minutes=36))
    run_imports(app)
    assert now(found).state is State.PLANNED


def test_check_ins_are_recorded_beside_registrations_and_go_back(app: Any) -> None:
    file = csv(f"{world.ALICE},opening", "nobody@school.example,opening", head="email,session")
    found = planned(app, file, What.ATTENDANCE)
    shown = findings.load(found.id)
    assert shown.changes["changed"] == (f"{world.ALICE}: attended 1 session",)
    assert [told.code for told in shown.notes] == ["not_registered", "not_asked"]
    assert found.standing.summary == "1 address with check-ins, 1 row left out"

    confirmed(found)
    run_imports(app)
    assert now(found).state is State.APPLIED
    assert _attended(world.ALICE) == ["opening"]
    assert "import-attendance" in audit.chain("CONFERENCE#spring")[-1].body

    decide.undo(now(found), now(found).version, OLIVIA, NOW)
    run_imports(app)
    assert (now(found).state, _attended(world.ALICE)) == (State.UNDONE, [])


def _attended(address: str) -> list[str]:
    held = registered_at([address], "spring")
    return [session_id for session_id, _ in proof_of(held).sessions]
