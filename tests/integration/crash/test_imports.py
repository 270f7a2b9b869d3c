"""The imports' consumer is ended by SIGKILL at each step, and an upload and a confirmation as well.

Run again, each leaves what an undisturbed one leaves: nothing twice, nothing half.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.imports import Import, State, What
from chalicelib.domain.registration import proof_of
from chalicelib.services.imports import decide
from chalicelib.services.imports.begin import begin
from chalicelib.services.imports.sweep import sweep
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import imports
from chalicelib.store.people import registering
from samples import world
from tests.integration.crash.doomed import Doomed
from tests.integration.imports.uploading import (
    NOW,
    OLIVIA,
    SCHEDULE,
    applied,
    confirmed,
    csv,
    later,
    now,
    planned,
    put,
    upload,
)
from tests.support.client import run_imports
from tests.support.mailroom import show_hidden
from tests.support.registered import registered_at

RELIABILITY = Path(__file__).parents[3] / "docs" / "reliability.md"
FORTY = [f"person{number}@school.example" for number in range(40)]
PEOPLE = csv(*(f"{address},full" for address in FORTY), head="email,type")

COMING = {
    "it is about to be recorded that the file came": "before-send.dynamodb.TransactWriteItems:1",
    "it is recorded that the file came": "after-call.dynamodb.TransactWriteItems:1",
    "the import's message is sent": "after-call.sqs.SendMessage:1",
}
PLANNING = {
    "the file is read": "after-call.s3.GetObject:1",
    "the plan is about to be kept": "before-send.s3.PutObject:1",
    "the plan is kept": "after-call.s3.PutObject:1",
    "the import is planned": "after-call.dynamodb.TransactWriteItems:1",
    "the message of the plan is about to be deleted": "before-send.sqs.DeleteMessage:1",
}
CONFIRMING = {
    "the confirmation is in the audit": "after-call.dynamodb.PutItem:1",
    "the import is confirmed": "after-call.dynamodb.TransactWriteItems:1",
}
# The second figure is whether the schedule is the new one by then.
SCHEDULES = {
    "the import is in the audit": ("after-call.dynamodb.PutItem:1", False),
    "the earlier revision is kept": ("after-call.dynamodb.PutItem:2", False),
    "the schedule is about to be written": ("before-send.dynamodb.TransactWriteItems:1", False),
    "the schedule is written, and that it is": ("after-call.dynamodb.TransactWriteItems:1", True),
    "the message of the import is about to be deleted": ("before-send.sqs.DeleteMessage:1", True),
}
REGISTRATIONS = {
    "what was registered before is kept": "after-call.s3.PutObject:1",
    "the roster is written": "after-call.dynamodb.TransactWriteItems:1",
    "the first addresses are about to be written": "before-send.dynamodb.BatchWriteItem:1",
    "the last addresses are written": "after-call.dynamodb.BatchWriteItem:2",
    "the import is applied": "after-call.dynamodb.TransactWriteItems:2",
}
UNDOING = {
    "the undoing is in the audit": ("after-call.dynamodb.PutItem:1", False),
    "the earlier schedule is written, and that it is": (
        "after-call.dynamodb.TransactWriteItems:1",
        True,
    ),
}
CHECK_INS = ("the first addresses are about to be written", "the import is applied")
TAKING_BACK = {
    "the roster names everybody from before again": "after-call.dynamodb.TransactWriteItems:1",
    "the earlier registrations are written": "after-call.dynamodb.BatchWriteItem:1",
    "the first new registration is removed": "after-call.dynamodb.DeleteItem:1",
    "the last new registration is removed": "after-call.dynamodb.DeleteItem:39",
    "the roster is as it was": "after-call.dynamodb.TransactWriteItems:2",
    "the registrations are undone": "after-call.dynamodb.TransactWriteItems:3",
}


@pytest.fixture
def ends(people: None, doomed: Doomed) -> Callable[..., None]:
    """Lets a process of its own do something and end at a step, against the same embedded AWS."""

    def run(act: str, step: str, held: Import) -> None:
        doomed.run(act, at=step, IMPORT=held.id)

    return run


def _run_again(app: Any) -> None:
    show_hidden()
    run_imports(app)


def _titles() -> set[str]:
    stored = conferences.load("spring")
    assert stored
    return {session.title for session in stored.sessions}


@pytest.mark.parametrize("step", COMING)
def test_an_upload_is_not_lost_after_it_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    held = begin("spring", What.SCHEDULE, OLIVIA, NOW)
    put(held.id, SCHEDULE)
    ends("upload", COMING[step], held)
    _run_again(app)
    sweep(later(minutes=40))
    _run_again(app)
    assert now(held).state is State.PLANNED
    assert imports.unfinished() == []


@pytest.mark.parametrize("step", PLANNING)
def test_a_file_is_planned_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    before = _titles()
    held = upload(SCHEDULE)
    ends("take_imports", PLANNING[step], held)
    _run_again(app)
    assert now(held).state is State.PLANNED
    assert now(held).standing.counts["added"] == 1
    assert _titles() == before


@pytest.mark.parametrize("step", CONFIRMING)
def test_a_confirmation_is_whole_or_nothing_after_it_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    held = planned(app, SCHEDULE)
    ends("confirm", CONFIRMING[step], held)
    if now(held).state is State.PLANNED:
        confirmed(now(held))
    sweep(later(minutes=40))
    _run_again(app)
    assert now(held).state is State.APPLIED
    assert "A new session" in _titles()


@pytest.mark.parametrize("step", SCHEDULES)
def test_a_schedule_is_applied_once_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    held = planned(app, SCHEDULE)
    confirmed(held)
    at, written = SCHEDULES[step]
    ends("take_imports", at, held)
    assert ("A new session" in _titles()) is written
    assert (now(held).state is State.APPLIED) is written
    _run_again(app)
    stored = conferences.load("spring")
    assert stored
    assert (now(held).state, stored.revision) == (State.APPLIED, 2)
    assert imports.writing("spring") == ""
    held = now(held)
    decide.undo(held, held.version, OLIVIA, NOW)
    _run_again(app)
    assert "A new session" not in _titles()


@pytest.mark.parametrize("step", REGISTRATIONS)
def test_registrations_are_complete_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    world.register(FORTY[0], type="old")
    held = planned(app, PEOPLE, What.REGISTRATIONS)
    confirmed(held)
    ends("take_imports", REGISTRATIONS[step], held)
    _run_again(app)
    assert now(held).state is State.APPLIED
    found = [registered_at([address], "spring") for address in FORTY]
    assert [[one.type for one in each] for each in found] == [["full"]] * 40
    held = now(held)
    decide.undo(held, held.version, OLIVIA, NOW)
    _run_again(app)
    _are_as_before()


@pytest.mark.parametrize("step", CHECK_INS)
def test_check_ins_are_complete_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    file = csv(f"{world.ALICE},opening", f"{world.BOB},online", head="email,session")
    held = planned(app, file, What.ATTENDANCE)
    confirmed(held)
    ends("take_imports", REGISTRATIONS[step], held)
    _run_again(app)
    assert now(held).state is State.APPLIED
    attended = [
        [session_id for session_id, _ in proof_of(registered_at([address], "spring")).sessions]
        for address in (world.ALICE, world.BOB)
    ]
    assert attended == [["opening"], ["online"]]


@pytest.mark.parametrize("step", TAKING_BACK)
def test_registrations_are_as_before_after_their_undoing_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    world.register(FORTY[0], type="old")
    held = applied(app, PEOPLE, What.REGISTRATIONS)
    decide.undo(held, held.version, OLIVIA, NOW)
    ends("take_imports", TAKING_BACK[step], held)
    _run_again(app)
    assert now(held).state is State.UNDONE
    _are_as_before()


def _are_as_before() -> None:
    assert registering.registered_at("spring") == {FORTY[0], world.ALICE, world.BOB}
    [back] = registered_at(FORTY, "spring")
    assert back.type == "old"


@pytest.mark.parametrize("step", UNDOING)
def test_undo_is_whole_or_nothing_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    before = _titles()
    held = applied(app, SCHEDULE)
    decide.undo(held, held.version, OLIVIA, NOW)
    at, back = UNDOING[step]
    ends("take_imports", at, held)
    assert (_titles() == before) is back
    _run_again(app)
    assert (now(held).state, _titles()) == (State.UNDONE, before)


@pytest.mark.parametrize(
    "steps", [COMING, PLANNING, CONFIRMING, SCHEDULES, REGISTRATIONS, UNDOING, TAKING_BACK]
)
def test_every_step_is_in_the_document(steps: dict[str, Any]) -> None:
    written = RELIABILITY.read_text("utf-8")
    assert [name for name in steps if f"| {name} |" not in written] == []
