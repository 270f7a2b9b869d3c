"""`reissue` counts first, asks, and follows the functions until the last certificate is made."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.domain.reissue import State
from chalicelib.store.organizers import reissues
from ops.cli import app as command_line
from ops.commands import reissue as command
from tests.integration.ops.operator import ops, refused, with_imports_consumer
from tests.integration.reissue.reissuing import (
    address,
    correct,
    hold_certificate,
    person,
    standing_of,
)
from tests.support.client import run_consumer, run_imports
from tests.support.mailroom import forget_messages, mails_to

ANN, BEN = person(1), person(2)
WHY = ("--reason", "ticket 7")


@pytest.fixture(autouse=True)
def _two(app: Any, people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_certificate(ANN, "opening", "online")
    hold_certificate(BEN, "second")
    forget_messages()
    correct(opening={"contact_minutes": 30})
    with_imports_consumer(monkeypatch, app)


def test_a_plan_says_what_would_change_and_makes_nothing() -> None:
    said = ops("reissue", "spring", "--plan")
    assert "To reissue: 2" in said
    assert "Contact hours 1.75 → 1.25" in said
    assert [one.state for one in reissues.of_conference("spring")] == [State.DISCARDED]
    assert [one.reissue for one in standing_of(ANN)] == [""]


def test_it_asks_and_makes_each_once_without_email(app: Any) -> None:
    words = [*WHY, "reissue", "spring", "--no-email"]
    assert CliRunner().invoke(command_line, words, input="n\n").exit_code == 1
    assert [one.reissue for one in standing_of(ANN)] == [""]
    answered = CliRunner().invoke(command_line, words, input="y\n")
    assert "Reissue 2 without email? This can't be undone." in answered.output
    assert "2 certificates reissued" in answered.output
    run_consumer(app, 5)
    assert mails_to() == {}
    assert "Nothing would change: 2" in ops(*WHY, "reissue", "spring")


def test_one_person_is_chosen_and_emailed(app: Any) -> None:
    said = ops(*WHY, "reissue", "spring", "--person", address(BEN), "--yes")
    assert "1 certificate reissued" in said
    run_consumer(app, 5)
    assert mails_to() == {address(BEN): 1}


def test_what_is_wrong_is_said() -> None:
    assert "Say why with --reason" in refused("reissue", "spring")
    assert "isn't a verified address" in refused("reissue", "spring", "--plan", "--person", "x@y.z")
    assert "no conference" in refused("reissue", "none", "--plan").lower()
    assert reissues.of_conference("spring") == []


def test_where_no_function_works_it_says_so_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ops.commands.reissue._wait", lambda: None)
    said = refused("reissue", "spring", "--plan")
    assert "still waiting for the imports function" in said
    assert "Nothing has happened for 5 minutes." in said
    assert "See imports-late in the runbook" in said
    assert [one.state for one in reissues.of_conference("spring")] == [State.DISCARDED]


def test_one_that_was_started_goes_on_without_the_command(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_LEAVE_AFTER", 2)
    monkeypatch.setattr(command, "_wait", _until_counted(command._wait))
    said = refused(*WHY, "reissue", "spring", "--yes")
    assert "0 of 2 are done. The rest goes on without this command" in said
    assert "Nothing was changed" not in said
    [held] = reissues.of_conference("spring")
    assert held.state is State.MAKING
    run_imports(app)
    assert [one.reissue for one in standing_of(ANN)] != [""]


def _until_counted(works: Callable[[], None]) -> Callable[[], None]:
    """A function that works until the reissue is counted, and then no more."""

    def works_or_not() -> None:
        [held] = reissues.of_conference("spring")
        if held.state is State.COUNTING:
            works()

    return works_or_not
