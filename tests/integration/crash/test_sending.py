"""Generate, consumer, sweep and redrive are ended by SIGKILL at each step; then they are run again.

Every address is served, and none twice but in the one window that docs/reliability.md names.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.audit import By
from chalicelib.events import certificates as events
from chalicelib.services.certificates.sweep import sweep
from chalicelib.services.organizers.redrive import redrive
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from samples import world
from tests.integration.crash.doomed import Doomed
from tests.support import faults
from tests.support.client import Portal, run_consumer
from tests.support.clock import Clock
from tests.support.mailroom import dead_letters, mails_to, messages_waiting, show_hidden
from tests.support.ses_events import event, feed
from tests.support.tables import everything

ROOT = Path(__file__).parents[3]
RELIABILITY = ROOT / "docs" / "reliability.md"
THREE = [world.ALICE, "alice@home.example", "alice@work.example"]
ONCE = dict.fromkeys(THREE, 1)

# What the steps are called in docs/reliability.md, and where that is. The second figure is whether
# SES has taken an email that nobody has recorded: the window.
CONSUMER = {
    "the message is received": ("after-call.sqs.ReceiveMessage:1", False),
    "the snapshot is read": ("after-call.dynamodb.Query:1", False),
    "the PDF is about to be stored": ("before-send.s3.PutObject:1", False),
    "the PDF is stored": ("after-call.s3.PutObject:1", False),
    "the certificate is marked as made": ("after-call.dynamodb.UpdateItem:1", False),
    "the first address is leased": ("after-call.dynamodb.UpdateItem:2", False),
    "the first email is about to be sent": ("before-send.sesv2.SendEmail:1", False),
    "SES has accepted the first email": ("after-call.sesv2.SendEmail:1", True),
    "the first email is recorded": ("after-call.dynamodb.UpdateItem:3", False),
    "the second email is about to be sent": ("before-send.sesv2.SendEmail:2", False),
    "SES has accepted the second email": ("after-call.sesv2.SendEmail:2", True),
    "SES has accepted the last email": ("after-call.sesv2.SendEmail:3", True),
    "the last email is recorded": ("after-call.dynamodb.UpdateItem:7", False),
    "the certificate is marked as sent": ("after-call.dynamodb.UpdateItem:8", False),
    "the message is about to be deleted": ("before-send.sqs.DeleteMessage:1", False),
}
# The second figure is whether anything was accepted by then.
GENERATE = {
    "the transaction is about to be sent": ("before-send.dynamodb.TransactWriteItems:1", False),
    "the transaction is done": ("after-call.dynamodb.TransactWriteItems:1", True),
    "the message is about to be sent": ("before-send.sqs.SendMessage:1", True),
    "the message is sent": ("after-call.sqs.SendMessage:1", True),
}
SWEEP = {
    "it is recorded that it is queued again": "after-call.dynamodb.UpdateItem:1",
    "its new message is sent": "after-call.sqs.SendMessage:1",
}
REDRIVE = {
    "the dead letter is received": "after-call.sqs.ReceiveMessage:1",
    "the act is in the audit": "after-call.dynamodb.PutItem:1",
    "the certificate is queued again": "after-call.dynamodb.UpdateItem:1",
    "the message is sent back": "after-call.sqs.SendMessage:1",
    "the dead letter is deleted": "after-call.sqs.DeleteMessage:1",
}
WINDOW = [name for name, (_, window) in CONSUMER.items() if window]


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    world.enrol("alice", "Alice Ångström", *THREE)
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    portal.claim("spring", "online")
    return portal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(events, "_now", clock)
    return clock


@pytest.fixture
def ends(alice: Portal, doomed: Doomed) -> Callable[[str, str], None]:
    """Lets a process of its own do something and end at a step, against the same embedded AWS."""

    def run(act: str, step: str) -> None:
        doomed.run(act, at=step, TOKEN=alice.token)

    return run


Ends = Callable[[str, str], None]


def _status_of(portal: Portal, public_id: str) -> str:
    return str(portal.call("GET", f"/v1/certificates/{public_id}").json["status"])


def _run_again(app: Any, clock: Clock) -> None:
    """The message comes back when its visibility time-out is over: by then the lease is, too."""
    clock.passes(seconds=720)
    show_hidden()
    run_consumer(app, times=3)
    assert messages_waiting() == 0


@pytest.mark.parametrize("step", CONSUMER)
def test_the_consumer_serves_every_address_after_it_was_killed_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    public_id = alice.generate("spring").json["id"]
    at, window = CONSUMER[step]
    ends("consume", at)
    taken = mails_to()
    _run_again(app, clock)
    assert _status_of(alice, public_id) == "sent"
    sent = mails_to()
    assert set(sent) == set(THREE)
    twice = [address for address, count in sent.items() if count != 1]
    assert len(twice) == int(window)
    assert all(taken[address] == 1 for address in twice)


@pytest.mark.parametrize("step", WINDOW)
def test_ses_own_report_closes_the_window_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    public_id = alice.generate("spring").json["id"]
    ends("consume", CONSUMER[step][0])
    feed(app, *(event("delivery", public_id, address) for address in mails_to()))
    _run_again(app, clock)
    assert mails_to() == ONCE
    assert _status_of(alice, public_id) == "sent"


@pytest.mark.parametrize("step", GENERATE)
def test_generate_is_whole_or_nothing_after_it_was_killed_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    before = everything()
    at, accepted = GENERATE[step]
    ends("generate", at)
    assert (everything() != before) is accepted
    clock.passes(minutes=16)
    sweep(clock.now)
    run_consumer(app, times=3)
    assert mails_to() == (ONCE if accepted else {})
    pressed = alice.generate("spring")
    assert pressed.json["round"] == 1
    run_consumer(app, times=3)
    assert mails_to() == ONCE
    assert len(alice.call("GET", "/v1/certificates").json["certificates"]) == 1


@pytest.mark.parametrize("step", ["the transaction is done", "the message is sent"])
def test_another_round_is_not_lost_after_it_was_killed_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    public_id = alice.generate("spring").json["id"]
    run_consumer(app)
    location = snapshots.locate(public_id)
    assert location is not None
    CertificateItem(account_key("alice"), certificate_key(location)).update(
        [CertificateItem.round_at.set(clock.now - timedelta(minutes=5))]
    )
    ends("generate", GENERATE[step][0])
    found = certificates.load(location)
    assert found is not None
    assert (found.round, mails_to()) == (2, ONCE)
    clock.passes(minutes=16)
    sweep(clock.now)
    run_consumer(app, times=3)
    assert mails_to() == dict.fromkeys(THREE, 2)
    assert _status_of(alice, public_id) == "sent"


@pytest.mark.parametrize("step", SWEEP)
def test_the_sweep_forgets_nothing_after_it_was_killed_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    with faults.before("SendMessage", faults.error("ServiceUnavailable")):
        alice.generate("spring")
    ends("sweep", SWEEP[step])
    clock.passes(minutes=20 + 31)
    sweep(clock.now)
    run_consumer(app, times=3)
    assert mails_to() == ONCE


@pytest.mark.parametrize("step", REDRIVE)
def test_redrive_goes_on_after_it_was_killed_when(
    app: Any, alice: Portal, clock: Clock, ends: Ends, step: str
) -> None:
    public_id = alice.generate("spring").json["id"]
    with faults.before("PutObject", faults.error("ServiceUnavailable")):
        for _ in range(13):
            show_hidden()
            run_consumer(app)
    assert _status_of(alice, public_id) == "failed"
    show_hidden()
    ends("redrive", REDRIVE[step])
    show_hidden()
    redrive(10, By("local"), clock.now)
    clock.passes(minutes=16)
    sweep(clock.now)
    run_consumer(app, times=3)
    assert mails_to() == ONCE
    assert _status_of(alice, public_id) == "sent"
    assert (messages_waiting(), dead_letters()) == (0, 0)


@pytest.mark.parametrize("steps", [CONSUMER, GENERATE, SWEEP, REDRIVE])
def test_every_step_is_in_the_document(steps: dict[str, Any]) -> None:
    written = RELIABILITY.read_text("utf-8")
    assert [name for name in steps if f"| {name} |" not in written] == []
