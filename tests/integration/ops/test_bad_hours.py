"""SES has a bad hour while a crowd waits: seen in `ops status`, mended as the runbook says, and in the
end everybody has one email, nobody two and nobody none.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.recovery import DEFERRED_FOR
from chalicelib.events.retries import MAX_RECEIVE_COUNT
from chalicelib.services.certificates.sweep import sweep
from samples import world
from tests.integration.ops.operator import ops
from tests.support import faults, kept_worlds
from tests.support.client import Portal, run_consumer
from tests.support.clock import Clock
from tests.support.mailroom import mails_to, show_hidden

CROWD = [f"p{number}@school.example" for number in range(12)]
EACH_ONE = Counter(CROWD)
Consume = Callable[..., None]


@pytest.fixture
def consume(app: Any, clock: Clock) -> Consume:
    """Everything that waits is received so many times, a minute and more apart."""

    def run(times: int = 1) -> None:
        for _ in range(times):
            clock.passes(seconds=90)
            show_hidden()
            run_consumer(app, len(CROWD))

    return run


@pytest.fixture(autouse=True)
def _waiting(app: Any, people: None) -> None:
    kept_worlds.made("a crowd that waits", lambda: _press(app))


def _press(app: Any) -> None:
    """A crowd presses Generate."""
    for number, address in enumerate(CROWD):
        world.enrol(f"p{number}", f"Person {number}", address)
        world.register(address, type="full")
        person = Portal(app)
        assert person.sign_in(address, world.PASSWORD).status == 200
        person.claim("spring", "opening")
        assert person.generate("spring").status == 202


def _refuses(code: str, words: str = "") -> faults.Fault:
    return faults._raising(
        lambda: ClientError({"Error": {"Code": code, "Message": words}}, "SendEmail"), 1_000, 1, ""
    )


def _said(line: str, count: int) -> bool:
    """Whether `ops status` draws that line with that count."""
    said = ops("status")
    return any(each.startswith(line) and f" {count} " in f"{each} " for each in said.splitlines())


def _every_other(fault: faults.Fault) -> faults.Fault:
    calls = 0

    def meets(**details: Any) -> None:
        nonlocal calls
        calls += 1
        if calls % 2:
            fault(**details)

    return meets


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            lambda: _refuses("TooManyRequestsException", "Maximum sending rate"), id="slow"
        ),
        pytest.param(faults.no_answer, id="silent"),
        pytest.param(lambda: _refuses("ServiceUnavailable"), id="unavailable"),
    ],
)
@pytest.mark.parametrize("meets", [lambda fault: fault, _every_other], ids=["all", "half"])
def test_what_passes_is_waited_for(
    consume: Consume,
    fault: Callable[[], faults.Fault],
    meets: Callable[[faults.Fault], faults.Fault],
) -> None:
    with faults.before("SendEmail", meets(fault())):
        consume(3)
    left = len(CROWD) - sum(mails_to().values())
    assert max(mails_to().values(), default=0) <= 1
    assert _said("Unfinished", left)
    assert not left or _said("  sending or retrying", left)
    consume(3)
    assert mails_to() == EACH_ONE
    assert _said("Unfinished", 0)


def test_a_paused_account_fails_them_and_redrive_sends_them(consume: Consume) -> None:
    with faults.before("SendEmail", _refuses("SendingPausedException")):
        consume(MAX_RECEIVE_COUNT + 1)
    assert mails_to() == Counter()
    assert _said("Certificates failed", len(CROWD))
    assert "See certificates-dead in the runbook" in ops("status")
    # One first, as the runbook says; it is sent, so the rest follow.
    ops("redrive", "--limit", "1")
    consume()
    assert sum(mails_to().values()) == 1
    ops("redrive")
    consume()
    assert mails_to() == EACH_ONE
    assert _said("Certificates failed", 0)
    ops("redrive")
    consume(2)
    assert mails_to() == EACH_ONE


def test_a_day_that_is_used_up_in_the_middle_goes_on_the_next(
    consume: Consume, clock: Clock
) -> None:
    used_up = faults._raising(
        lambda: ClientError(
            {"Error": {"Code": "ThrottlingException", "Message": "Daily message quota exceeded."}},
            "SendEmail",
        ),
        1_000,
        6,
        "",
    )
    with faults.before("SendEmail", used_up):
        consume(2)
    assert sum(mails_to().values()) == 5
    assert _said("Certificates waiting", 0)  # no receive is used up
    assert "7 certificates wait for SES's daily quota" in ops("status")
    assert _said("Unfinished", len(CROWD) - 5)
    assert sweep(clock.now + timedelta(minutes=20)) == 0
    assert sweep(clock.now + DEFERRED_FOR + timedelta(minutes=5)) == len(CROWD) - 5
    consume()
    assert mails_to() == EACH_ONE
    assert _said("Unfinished", 0)
