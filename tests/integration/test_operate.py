"""What the operator does when it is stuck: status, redrive, resend, revoke."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.aws import clients
from chalicelib.domain.audit import By
from chalicelib.domain.recovery import Fate
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.events.retries import MAX_RECEIVE_COUNT
from chalicelib.services.organizers.redrive import redrive
from chalicelib.services.organizers.resend import resend
from chalicelib.services.organizers.revoke import revoke
from chalicelib.services.organizers.status import status
from chalicelib.settings import settings
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.keys import account_key
from samples import world
from tests.support import faults
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox
from tests.support.mailroom import dead_letters, mails_to, messages_waiting, show_hidden

OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga")


def _now() -> datetime:
    return datetime.now(UTC)


def _generate(portal: Portal, session: str = "online") -> str:
    portal.claim("spring", session)
    return str(portal.generate("spring").json["id"])


def _dies(app: Any) -> None:
    """Every message that waits fails until it lies in the dead-letter queue."""
    with faults.before("PutObject", faults.error("ServiceUnavailable")):
        for _ in range(MAX_RECEIVE_COUNT + 1):
            show_hidden()
            run_consumer(app)
    show_hidden()


def _status_of(portal: Portal, public_id: str) -> str:
    return str(portal.call("GET", f"/v1/certificates/{public_id}").json["status"])


def test_status_counts_what_waits_what_is_dead_and_what_is_unfinished_by_age(
    app: Any, alice: Portal, bob: Portal
) -> None:
    _generate(alice)
    _dies(app)
    _generate(bob)
    now = status(_now() + timedelta(minutes=1))
    assert (now.waiting, now.dead_letters) == (1, 1)
    assert now.unfinished == {
        "up to 15 minutes": 1,
        "up to 1 hour": 0,
        "up to 1 day": 0,
        "more than 1 day": 0,
    }
    later = status(_now() + timedelta(days=2))
    assert later.unfinished["more than 1 day"] == 1
    assert later.oldest is not None
    assert later.oldest > timedelta(days=1)


def test_redrive_moves_a_dead_letter_back_and_it_is_sent(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    _dies(app)
    assert (_status_of(alice, public_id), dead_letters()) == ("failed", 1)

    done = redrive(10, OLGA, _now())
    assert (done.letters, done.queued) == ({Fate.QUEUED: 1}, (public_id,))
    assert (dead_letters(), messages_waiting()) == (0, 1)
    assert _status_of(alice, public_id) == "queued"
    run_consumer(app)
    assert _status_of(alice, public_id) == "sent"
    assert mails_to() == {world.ALICE: 1}


def test_redrive_leaves_alone_what_was_superseded_revoked_or_sent(
    app: Any, alice: Portal, bob: Portal, charlie: Portal
) -> None:
    superseded = _generate(alice)
    revoked = _generate(bob)
    world.register(world.CHARLIE)
    sent = _generate(charlie)
    _dies(app)
    _generate(alice, "opening")
    revoke(revoked, "Issued in error.", False, OLGA, _now())

    clients.sqs().send_message(QueueUrl=settings().certificates_dlq_url, MessageBody="not ours")
    run_consumer(app)
    done = redrive(10, OLGA, _now())
    assert done.letters == {
        Fate.SUPERSEDED: 1,
        Fate.REVOKED: 1,
        Fate.QUEUED: 1,
        Fate.UNREADABLE: 1,
    }
    assert done.queued == (sent,)
    assert _status_of(alice, superseded) == "failed"
    assert dead_letters() == 1  # what nobody can read stays for somebody to look at
    run_consumer(app)
    clients.sqs().send_message(
        QueueUrl=settings().certificates_dlq_url,
        MessageBody=f'{{"certificate_id": "{sent}"}}',
    )
    assert redrive(10, OLGA, _now()).letters == {Fate.NOT_FAILED: 1}
    assert _status_of(charlie, sent) == "sent"


def test_redrive_revives_nothing_that_is_superseded_at_that_moment(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    _dies(app)

    pressed = []

    def generate(**_: Any) -> None:
        if not pressed:  # Generate counts itself by an update of its own
            pressed.append(alice)
            assert alice.generate("spring").status == 202

    with faults.before("UpdateItem", generate):
        assert redrive(10, OLGA, _now()).letters == {Fate.NOT_FAILED: 1}
    assert _status_of(alice, public_id) == "failed"


def test_redrive_takes_no_more_than_it_is_told(app: Any, alice: Portal, bob: Portal) -> None:
    _generate(alice)
    _generate(bob)
    _dies(app)
    assert sum(redrive(1, OLGA, _now()).letters.values()) == 1
    assert dead_letters() == 1


def test_resend_opens_a_round_under_the_attendees_limits(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    run_consumer(app)
    assert not resend(public_id, OLGA, _now()).started
    later = _now() + timedelta(minutes=5)
    again = resend(public_id, OLGA, later)
    assert (again.started, again.certificate.round) == (True, 2)
    run_consumer(app)
    assert mails_to() == {world.ALICE: 2}


def test_resend_says_why_it_does_not(app: Any, alice: Portal) -> None:
    later = _now() + timedelta(minutes=5)
    with pytest.raises(NotFound, match="There is no certificate"):
        resend("AAAA-AAAA-AAAA-AAAA", OLGA, later)
    public_id = _generate(alice)
    _dies(app)
    with pytest.raises(Conflict, match="Use redrive"):
        resend(public_id, OLGA, later)
    address = AddressItem(account_key("alice"), f"ADDRESS#{world.ALICE}")
    address.update([AddressItem.deliverable.set(False)])
    with pytest.raises(Conflict, match="None of the account's addresses"):
        resend(public_id, OLGA, later)


def test_a_revoked_certificate_is_marked_and_no_other_is_issued(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    run_consumer(app)
    done = revoke(public_id, "  The session was\n cancelled. ", False, OLGA, _now())
    assert (done.first, done.conference_id) == (True, "spring")
    shown = alice.call("GET", f"/v1/certificates/{public_id}").json["revoked"]
    assert shown["reason"] == "The session was cancelled."
    alice.claim("spring", "opening", "online")
    refused = alice.generate("spring")
    assert refused.status == 422
    assert [(e["field"], e["code"]) for e in refused.json["errors"]] == [("conference", "revoked")]
    assert "The session was cancelled." in refused.json["detail"]
    assert alice.call("POST", f"/v1/certificates/{public_id}/rounds").status == 409


def test_another_may_be_issued_where_the_operator_allows_it(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    run_consumer(app)
    revoke(public_id, "A typing error in the name.", True, OLGA, _now())
    answer = alice.generate("spring", name="Alice Angstrom")
    assert answer.status == 202
    assert answer.json["id"] != public_id


def test_a_refusal_is_lifted_by_revoking_again_and_the_first_reason_stays(
    app: Any, alice: Portal
) -> None:
    public_id = _generate(alice)
    revoke(public_id, "First.", False, OLGA, _now())
    assert alice.generate("spring").status == 422
    again = revoke(public_id, "Second.", True, OLGA, _now())
    assert not again.first
    assert alice.generate("spring").status == 202
    shown = alice.call("GET", f"/v1/certificates/{public_id}").json["revoked"]
    assert shown["reason"] == "First."


def test_what_was_revoked_before_it_was_sent_is_sent_to_nobody(app: Any, alice: Portal) -> None:
    public_id = _generate(alice)
    revoke(public_id, "Issued in error.", False, OLGA, _now())
    run_consumer(app)
    found = alice.call("GET", f"/v1/certificates/{public_id}").json
    assert [d["status"] for d in found["deliveries"]] == ["skipped"]
    assert [mail.subject for mail in inbox()] == ["Your certificate was revoked"]


def test_revoking_needs_a_certificate_and_a_reason(alice: Portal) -> None:
    public_id = _generate(alice)
    with pytest.raises(Invalid, match="Give a reason"):
        revoke(public_id, "  ", False, OLGA, _now())
    with pytest.raises(NotFound):
        revoke("AAAA-AAAA-AAAA-AAAA", "Because.", False, OLGA, _now())


def test_a_revocation_that_is_refused_changes_neither_certificate_nor_claim(
    alice: Portal,
) -> None:
    public_id = _generate(alice)
    with (
        faults.before("TransactWriteItems", faults.cancelled(times=3)),
        pytest.raises(Conflict),
    ):
        revoke(public_id, "Because.", False, OLGA, _now())
    assert alice.call("GET", f"/v1/certificates/{public_id}").json["revoked"] is None
    assert alice.generate("spring").status == 200
