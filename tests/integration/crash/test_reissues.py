"""A reissue of eight certificates is ended by SIGKILL at each step, and each is made and sent once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.reissue import State, Wanted
from chalicelib.services.reissue import counting, decide
from chalicelib.services.reissue.sweep import sweep
from chalicelib.store.organizers import reissues
from tests.integration.crash.doomed import Doomed
from tests.integration.reissue.reissuing import (
    OLIVIA,
    address,
    again,
    correct,
    counted,
    held_by,
    hold_certificate,
    now,
    person,
    standing_of,
    started,
)
from tests.support import kept_worlds
from tests.support.client import run_consumer, run_imports
from tests.support.mailroom import forget_messages, mails_to, show_hidden

RELIABILITY = Path(__file__).parents[3] / "docs" / "reliability.md"
EIGHT = [person(number) for number in range(8)]

ASKING = {
    "the wish for a reissue is in the audit": "after-call.dynamodb.PutItem:1",
    "the reissue is recorded": "after-call.dynamodb.TransactWriteItems:1",
}
COUNTING = {
    "a certificate is looked at": "after-call.dynamodb.Query:5",
    "the sample of a reissue is kept": "after-call.s3.PutObject:1",
    "a part of the list is kept": "after-call.dynamodb.TransactWriteItems:1",
    "the message of a part is about to be deleted": "before-send.sqs.DeleteMessage:1",
}
STARTING = {
    "the start of a reissue is in the audit": "after-call.dynamodb.PutItem:1",
    "the reissue is started": "after-call.dynamodb.TransactWriteItems:1",
}
MAKING = {
    "a part is in the audit": "after-call.dynamodb.PutItem:1",
    "the first certificate of a part is about to be made": (
        "before-send.dynamodb.TransactWriteItems:1"
    ),
    "the first certificate of a part is made": "after-call.dynamodb.TransactWriteItems:1",
    "the message of the first certificate is sent": "after-call.sqs.SendMessage:1",
    "a certificate in the middle is made": "after-call.dynamodb.TransactWriteItems:4",
    "the last certificate is made": "after-call.dynamodb.TransactWriteItems:8",
    "the part is recorded": "after-call.dynamodb.TransactWriteItems:9",
}


@pytest.fixture
def eight(people: None) -> None:
    kept_worlds.made("eight", _eight)
    forget_messages()


def _eight() -> None:
    for one in EIGHT:
        hold_certificate(one, "opening", "online")
    correct()


@pytest.fixture
def ends(eight: None, doomed: Doomed) -> Callable[..., None]:
    def run(act: str, step: str) -> None:
        doomed.run(act, at=step)

    return run


def _goes_on(app: Any) -> None:
    """Hidden messages come back, and the sweep looks after what was lost."""
    show_hidden()
    run_imports(app, 30)
    sweep(now() + timedelta(minutes=11))
    run_imports(app, 30)
    run_consumer(app, 30)


def _each_once(app: Any) -> None:
    [found] = reissues.of_conference("spring")
    assert (found.state, found.counts.made, found.counts.passed) == (State.DONE, 8, 0)
    assert {len(held_by(one)) for one in EIGHT} == {2}
    assert {one.reissue for who in EIGHT for one in standing_of(who)} == {found.number}
    assert mails_to() == dict.fromkeys(map(address, EIGHT), 1)
    assert reissues.unfinished() == []


@pytest.mark.parametrize("step", ASKING)
def test_a_reissue_that_was_asked_for_is_counted_or_asked_for_again_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    ends("count_reissue", ASKING[step])
    sweep(now() + timedelta(minutes=11))
    run_imports(app)
    found = reissues.of_conference("spring") or [counted(app)]
    assert [(one.state, one.counts.again) for one in found] == [(State.PLANNED, 8)]


@pytest.mark.parametrize("step", COUNTING)
def test_each_certificate_is_counted_once_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    decide.begin("spring", Wanted(), OLIVIA, now() + timedelta(seconds=1))
    ends("take_imports", COUNTING[step])
    show_hidden()
    run_imports(app)
    [found] = reissues.of_conference("spring")
    assert (found.state, found.counts.again, found.parts) == (State.PLANNED, 8, 1)
    assert len(reissues.part(found, 0)) == 8


@pytest.mark.parametrize("step", STARTING)
def test_a_start_is_whole_or_nothing_when(app: Any, ends: Callable[..., None], step: str) -> None:
    found = counted(app)
    ends("start_reissue", STARTING[step])
    if again(found).state is State.PLANNED:
        started(again(found))
    _goes_on(app)
    _each_once(app)


@pytest.mark.parametrize("step", MAKING)
def test_each_certificate_is_made_and_sent_once_after_the_consumer_was_killed_when(
    app: Any, ends: Callable[..., None], step: str
) -> None:
    started(counted(app))
    ends("take_imports", MAKING[step])
    _goes_on(app)
    _each_once(app)


def test_the_next_part_is_made_after_its_message_was_lost(
    app: Any, ends: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "PART", 4)
    started(counted(app))
    [found] = reissues.of_conference("spring")
    assert found.parts > 1
    in_first = sum(line.outcome == "again" for line in reissues.part(found, 0))
    ends("take_imports", f"before-send.sqs.SendMessage:{in_first + 1}")
    assert again(found).counts.made == in_first
    _goes_on(app)
    _each_once(app)


@pytest.mark.parametrize("steps", [ASKING, COUNTING, STARTING, MAKING])
def test_every_step_is_in_the_document(steps: dict[str, str]) -> None:
    written = RELIABILITY.read_text("utf-8")
    assert [name for name in steps if f"| {name} |" not in written] == []
