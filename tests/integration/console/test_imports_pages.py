"""An editor takes a file from the upload form to the applied plan in pages, and back."""

import re
from typing import Any

import pytest

from chalicelib.domain.audit import parse
from chalicelib.domain.imports import Import
from chalicelib.store import audit
from chalicelib.store.organizers import imports
from chalicelib.web.console import import_words
from samples import world
from tests.integration.imports.uploading import PEOPLE, SCHEDULE, csv, put
from tests.support.browser import Visitor
from tests.support.client import run_imports

ALL = "/console/spring/imports"


def _begun(ed: Visitor, what: str) -> str:
    ed.get(ALL)
    answer = ed.post(ALL, {"what": what})
    assert answer.status == 303
    return answer.location


def _bodies() -> list[str]:
    return [stored.body for stored in audit.chain("CONFERENCE#spring")]


def _held() -> Import:
    return imports.of_conference("spring")[0]


def _uploaded(app: Any, ed: Visitor, what: str, data: bytes) -> str:
    path = _begun(ed, what)
    put(_held().id, data)
    assert ed.get(f"{path}/came").location == path
    return path


def _pressed(app: Any, ed: Visitor, path: str, does: str, **fields: Any) -> Any:
    answer = ed.post(f"{path}/{does}", {"version": _held().version, **fields})
    run_imports(app)
    return answer


def test_a_schedule_goes_all_the_way_and_back(app: Any, ed: Visitor) -> None:
    path = _begun(ed, "schedule")
    form = ed.get(path)
    assert 'action="https://ceu-test-imports.s3' in form.text
    # Without JavaScript it is opened again before it is too old.
    assert '<noscript><meta http-equiv="refresh" content="3480"></noscript>' in form.text
    assert (
        "form-action 'self' https://ceu-test-imports.s3" in form.headers["content-security-policy"]
    )
    put(_held().id, SCHEDULE)
    ed.get(f"{path}/came")
    waiting = ed.get(path)
    assert "Being read" in waiting.words
    assert 'http-equiv="refresh"' in waiting.text
    run_imports(app)
    plan = ed.get(path)
    assert "new “A new session”" in plan.words
    assert "Nothing has been changed yet" in plan.words
    assert _pressed(app, ed, path, "apply", why="the new program").status == 303
    applied = ed.get(path)
    assert "Applied." in applied.words
    assert '<a href="/console/spring#checklist">See what' in applied.text
    _pressed(app, ed, path, "undo", why="It was last year's.")
    assert "Undone." in ed.get(path).words
    assert "Undone" in ed.get(ALL).words
    why = {entry.action: entry.why for entry in map(parse, _bodies())}
    assert why["confirm-import"] == "the new program"
    assert why["ask-to-undo-import"] == "It was last year's."


def test_columns_and_words_are_matched_by_hand_and_kept(app: Any, ed: Visitor) -> None:
    data = csv("ada@school.example,Perhaps", head="Contact person,Standing")
    path = _uploaded(app, ed, "registrations", data)
    run_imports(app)
    asked = ed.get(path)
    assert "choose the one meant below" in asked.words
    assert "--column" not in asked.words
    columns = {"column.email": "Contact person", "column.status": "Standing"}
    _pressed(app, ed, path, "answers", **columns)
    asked = ed.get(path)
    assert "Choose what it means below." in asked.words
    _pressed(
        app,
        ed,
        path,
        "answers",
        **columns,
        **{"word.status": "Perhaps", "meaning.status": "confirmed"},
    )
    assert "1 address, 1 with a confirmed registration" in ed.get(path).words
    again = _uploaded(app, ed, "registrations", data)
    run_imports(app)
    assert "Nothing has been changed yet" in ed.get(again).words


def test_what_cannot_be_read_is_said_with_a_way_on(app: Any, ed: Visitor) -> None:
    path = _uploaded(app, ed, "schedule", b"%PDF-1.7")
    run_imports(app)
    shown = ed.get(path)
    assert "This is a PDF." in shown.words
    assert "Upload another file" in shown.words


def test_a_page_that_is_older_than_the_import_decides_nothing(app: Any, ed: Visitor) -> None:
    path = _uploaded(app, ed, "registrations", PEOPLE)
    run_imports(app)
    old = ed.post(f"{path}/apply", {"version": "1"})
    assert (old.status, "Someone else changed this import" in old.words) == (409, True)


def test_a_plan_that_is_confirmed_after_the_schedule_changed_is_made_again_and_says_so(
    app: Any, ed: Visitor
) -> None:
    path = _uploaded(app, ed, "schedule", SCHEDULE)
    run_imports(app)
    world.hold()
    answer = ed.post(f"{path}/apply", {"version": _held().version})
    waiting = ed.get(answer.location).words
    assert "so nothing was applied. We're making the plan again." in waiting
    assert "is being applied" not in waiting
    run_imports(app)
    assert "This is the plan as it is now." in ed.get(path).words


def test_a_reader_sees_the_plan_and_no_buttons(app: Any, ed: Visitor, rita: Visitor) -> None:
    path = _uploaded(app, ed, "registrations", PEOPLE)
    assert "The file hasn't been uploaded yet." in rita.get(_begun(ed, "schedule")).words
    run_imports(app)
    shown = rita.get(path)
    assert "ada@school.example" in shown.words
    assert "Apply" not in shown.words


@pytest.mark.parametrize("path", [f"{ALL}/none", f"{ALL}/none/came"])
def test_an_import_that_is_none_is_not_found(ed: Visitor, path: str) -> None:
    assert ed.get(path).status == 404


def test_no_option_of_the_command_line_is_named(app: Any, ed: Visitor) -> None:
    path = _uploaded(
        app,
        ed,
        "schedule",
        csv("a,Coffee break,7/11/2026,09:00,10:00", head="id,title,date,start,end"),
    )
    run_imports(app)
    assert not re.search(r"--\w", ed.get(path).words)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "email,name\nzoe@school.example,Zoë “Q” Smith\n".encode("cp1252"),
            "If letters look wrong, save it as “CSV UTF-8” and upload it again.",
        ),
        (
            b"email,name\nzoe@school.example,Ren\x8ee Smith\n",
            "Save it as “CSV UTF-8” and upload it again.",
        ),
    ],
)
def test_letters_of_another_encoding_have_a_way_on_without_the_command_line(
    app: Any, ed: Visitor, data: bytes, said: str
) -> None:
    path = _uploaded(app, ed, "registrations", data)
    run_imports(app)
    words = ed.get(path).words
    assert said in words
    assert "--encoding" not in words


def test_check_ins_are_a_kind_of_upload_and_speak_of_people(app: Any, ed: Visitor) -> None:
    assert "Upload check-ins" in ed.get(ALL).words
    data = csv("alice@school.example,nothing such", head="email,session")
    path = _uploaded(app, ed, "attendance", data)
    run_imports(app)
    asked = ed.get(path).words
    assert "column “Session”: “nothing such” isn't a session of this conference" in asked
    assert "Forget recorded check-ins that the file lacks" in asked


def test_a_plan_without_any_credit_says_where_to_give_it(app: Any, ed: Visitor) -> None:
    world.hold(world.spring(), ())
    head = "id,title,date,start,end"
    path = _uploaded(app, ed, "schedule", csv(f"a,Rest,{world.FIRST_DAY},09:00,10:00", head=head))
    run_imports(app)
    assert "No session carries credit yet" in ed.get(path).words


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("first day: 2020-01-13 → 2020-01-12", "first day: Jan 13, 2020 → Jan 12, 2020"),
        ("opening: in_person → virtual", "opening: in person → virtual"),
        ("a “Rest”: 2020-01-13 18:05", "a “Rest”: Jan 13, 2020, 6:05 PM"),
        ("order 2020-13-45", "order 2020-13-45"),
    ],
)
def test_a_plan_has_its_dates_and_words_as_people_write_them(said: str, shown: str) -> None:
    assert import_words.line(said) == shown
