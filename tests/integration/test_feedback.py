"""What SES reports shows on that delivery and in the account, and nowhere else."""

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.keys import account_key
from chalicelib.store.mail.mailboxes import cleared
from chalicelib.store.people import accounts
from samples import world
from tests.support import faults, kept_worlds
from tests.support.client import Portal, run_consumer
from tests.support.mailroom import mails_to
from tests.support.ses_events import FOLDER, event, feed, feed_bodies
from tests.support.tables import everything

HOME, WORK = "alice@home.example", "alice@work.example"
THREE = [world.ALICE, HOME, WORK]


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    """Alice with three verified addresses and a selection made."""
    portal = Portal(app)
    portal.token = kept_worlds.made("alice of three addresses claimed", lambda: _claimed(app))
    return portal


def _claimed(app: Any) -> str:
    world.enrol("alice", "Alice Ångström", *THREE)
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    portal.claim("spring", "opening")
    return portal.token


@pytest.fixture
def queued(alice: Portal) -> str:
    return kept_worlds.made("queued", lambda: str(alice.generate("spring").json["id"]))


@pytest.fixture
def sent(app: Any, queued: str) -> str:
    kept_worlds.made("sent", lambda: run_consumer(app))
    return queued


def _deliveries(portal: Portal, public_id: str) -> dict[str, tuple[str, str]]:
    found = portal.call("GET", f"/v1/certificates/{public_id}").json["deliveries"]
    return {d["address"]: (d["status"], d["detail"]) for d in found}


def _deliverable(portal: Portal) -> dict[str, bool]:
    """What the account says of its addresses at sign-in."""
    account = portal.call(
        "POST", "/v1/sign-in", {"email": world.ALICE, "password": world.PASSWORD}
    ).json["account"]
    assert all(address["verified"] for address in account["addresses"])
    return {address["address"]: address["deliverable"] for address in account["addresses"]}


@pytest.mark.parametrize(
    ("name", "status", "deliverable"),
    [
        ("delivery", "delivered", True),
        ("delivery-delay", "sent", True),
        ("bounce-general", "bounced", False),
        ("bounce-no-email", "bounced", False),
        ("bounce-suppressed", "bounced", False),
        ("bounce-mailbox-full", "bounced", True),
        ("bounce-too-large", "bounced", True),
        ("bounce-attachment-rejected", "bounced", True),
        ("bounce-transient-general", "bounced", True),
        ("bounce-undetermined", "bounced", True),
        ("bounce-out-of-office", "sent", True),
        ("complaint", "complained", False),
        ("complaint-suppressed", "complained", False),
        ("complaint-not-spam", "sent", True),
        ("reject", "failed", True),
        ("send", "sent", True),
        ("open", "sent", True),
        ("click", "sent", True),
        ("rendering-failure", "sent", True),
        ("untagged-delivery", "sent", True),
    ],
)
def test_each_event_twice_shows_on_that_delivery_and_that_address_alone(
    app: Any, alice: Portal, sent: str, name: str, status: str, deliverable: bool
) -> None:
    assert feed(app, event(name, sent, HOME), event(name, sent, HOME)) == []
    shown = _deliveries(alice, sent)
    assert shown[HOME][0] == status
    assert shown[HOME][1] or status in ("sent", "delivered")
    assert (shown[world.ALICE], shown[WORK]) == (("sent", ""), ("sent", ""))
    assert _deliverable(alice) == {world.ALICE: True, HOME: deliverable, WORK: True}


def test_every_fixture_is_described_and_tried() -> None:
    described = (FOLDER / "README.md").read_text()
    tried = str(
        test_each_event_twice_shows_on_that_delivery_and_that_address_alone.pytestmark  # type: ignore[attr-defined]
    )
    for path in FOLDER.glob("*.json"):
        assert f"`{path.stem}`" in described or path.stem == "envelope"
        assert f"'{path.stem}'" in tried or path.stem == "envelope"


def test_all_events_in_any_order_end_in_the_same_state(app: Any, alice: Portal, sent: str) -> None:
    names = [path.stem for path in FOLDER.glob("*.json") if path.stem != "envelope"]
    kinds = [event(name, sent, to) for name in names for to in (HOME, WORK)] * 2
    ends = []
    before = everything()
    shuffle = random.Random(2026)
    for _ in range(3):
        shuffle.shuffle(kinds)
        assert feed(app, *kinds) == []
        ends.append(everything())
        _restore(before)
    assert ends[0] == ends[1] == ends[2]
    assert ends[0] != before


def test_an_undeliverable_address_is_sent_no_further_round_and_no_conference_disappears(
    app: Any, alice: Portal, sent: str
) -> None:
    feed(app, event("bounce-general", sent, world.ALICE))
    listed = alice.call("GET", "/v1/conferences").json["conferences"]
    assert [conference["id"] for conference in listed] == ["spring"]
    alice.claim("spring", "opening", "online")
    assert alice.generate("spring").json["recipients"] == [HOME, WORK]
    run_consumer(app)
    assert mails_to() == {world.ALICE: 1, HOME: 2, WORK: 2}


def test_an_address_that_bounces_before_its_turn_is_skipped(
    app: Any, alice: Portal, sent: str
) -> None:
    alice.claim("spring", "online")
    second = alice.generate("spring").json["id"]
    feed(app, event("complaint", sent, HOME))
    run_consumer(app)
    assert _deliveries(alice, second)[HOME][0] == "skipped"
    assert mails_to()[HOME] == 1


def test_five_soft_bounces_in_a_row_make_an_address_undeliverable(
    app: Any, alice: Portal, sent: str
) -> None:
    for number in range(5):
        assert _deliverable(alice)[HOME]
        feed(app, _soft(sent, number), _soft(sent, number))
    assert not _deliverable(alice)[HOME]


def test_verifying_again_clears_it_also_for_events_that_come_late(
    app: Any, alice: Portal, sent: str
) -> None:
    feed(app, event("bounce-general", sent, HOME))
    _verify(HOME)
    assert _deliverable(alice)[HOME]
    feed(app, event("bounce-general", sent, HOME, message_id="another-before"))
    assert _deliverable(alice)[HOME]
    later = datetime.now(UTC) + timedelta(minutes=1)
    feed(app, event("bounce-general", sent, HOME, message_id="later", sent_at=later))
    assert not _deliverable(alice)[HOME]


def test_importing_accounts_again_keeps_what_became_of_mail(
    app: Any, alice: Portal, sent: str
) -> None:
    feed(app, event("bounce-general", sent, HOME))
    for number in range(4):
        feed(app, _soft(sent, number, to=WORK))
    world.enrol("alice", "Alice Ångström", *THREE)
    assert _deliverable(alice) == {world.ALICE: True, HOME: False, WORK: True}
    feed(app, _soft(sent, 4, to=WORK))
    assert not _deliverable(alice)[WORK]


def test_a_report_before_the_mail_is_recorded_is_the_record_and_the_mail_is_not_sent_again(
    app: Any, alice: Portal, queued: str
) -> None:
    """As when the consumer died after SES took the email: SES's own report closes the gap."""
    assert feed(app, event("delivery", queued, HOME)) == []
    assert _deliveries(alice, queued)[HOME][0] == "delivered"
    run_consumer(app)
    assert mails_to() == {world.ALICE: 1, WORK: 1}
    assert _deliveries(alice, queued)[HOME][0] == "delivered"
    assert alice.call("GET", f"/v1/certificates/{queued}").json["status"] == "sent"


def test_a_report_about_an_unknown_mail_comes_again_for_five_minutes_and_is_then_logged(
    app: Any, alice: Portal, sent: str, caplog: pytest.LogCaptureFixture
) -> None:
    now = datetime.now(UTC)
    unknown = "AAAA-AAAA-AAAA-AAAA"
    young, old = now - timedelta(minutes=4), now - timedelta(minutes=6)
    before = everything()
    assert feed(
        app,
        event("delivery", unknown, HOME, sent_at=young),
        event("delivery", sent, HOME, round=7, sent_at=young),
        event("delivery", unknown, HOME, sent_at=old),
        event("delivery", sent, HOME, round=7, sent_at=old),
    ) == [0, 1]
    assert everything() == before
    assert sum(r.message == "report about an unknown email" for r in caplog.records) == 2


def test_a_report_about_an_address_the_account_no_longer_has_stays_with_the_delivery(
    app: Any, alice: Portal, sent: str
) -> None:
    AddressItem(account_key("alice"), f"ADDRESS#{HOME}").delete()
    assert feed(app, event("bounce-general", sent, HOME)) == []
    assert _deliveries(alice, sent)[HOME][0] == "bounced"
    assert accounts.address_of("alice", HOME) is None


def test_what_is_no_event_is_done_and_what_cannot_be_read_goes_to_the_dead_letter_queue(
    app: Any, sent: str
) -> None:
    before = everything()
    greeting = (FOLDER / "topic-greeting.txt").read_text()
    assert feed(app, greeting, "[]", "null", {"eventType": "Subscription"}) == []
    no_mail = {"eventType": "Bounce", "bounce": {}}
    no_part = {**event("delivery", sent, HOME), "delivery": None}
    no_time = event("delivery", sent, HOME)
    no_time["mail"]["timestamp"] = "yesterday"
    assert feed(app, no_mail, no_part, no_time) == [0, 1, 2]
    assert feed_bodies(app, "not json", "[]", "{}") == [0, 1, 2]
    assert everything() == before


def test_one_that_fails_holds_up_no_other_and_comes_again(
    app: Any, alice: Portal, sent: str
) -> None:
    first, second = event("delivery", sent, HOME), event("delivery", sent, WORK)
    with faults.before("UpdateItem", faults.error("InternalServerError", times=1)):
        assert feed(app, first, second) == [0]
    assert feed(app, first) == []
    assert {shown[0] for shown in _deliveries(alice, sent).values()} == {"sent", "delivered"}
    with faults.before("UpdateItem", faults.error("InternalServerError", first=2, times=1)):
        # The delivery is kept, the address is not yet.
        assert feed(app, event("complaint", sent, HOME)) == [0]
    assert _deliverable(alice)[HOME]
    assert feed(app, event("complaint", sent, HOME)) == []
    assert not _deliverable(alice)[HOME]


def test_two_reports_that_meet_at_one_address_are_both_kept(
    app: Any, alice: Portal, sent: str
) -> None:
    for number in range(3):
        feed(app, _soft(sent, number))
    writes = {"seen": 0}

    def meet(**_: Any) -> None:
        writes["seen"] += 1
        if writes["seen"] == 2:  # 1 is the delivery, 2 the address
            feed(app, _soft(sent, 4))

    with faults.before("UpdateItem", meet):
        feed(app, _soft(sent, 3))
    assert not _deliverable(alice)[HOME]


def test_the_logs_name_no_address(app: Any, sent: str, caplog: pytest.LogCaptureFixture) -> None:
    for path in FOLDER.glob("*.json"):
        if path.stem != "envelope":
            feed(app, event(path.stem, sent, HOME), event(path.stem, "unknown", HOME))
    feed_bodies(app, json.dumps({"Message": json.dumps({"eventType": "Bounce", "bounce": HOME})}))
    logged = [str(vars(record)) for record in caplog.records]
    assert any("report kept" in line for line in logged)
    assert not [line for line in logged if "@" in line]


def _soft(certificate: str, number: int, to: str = HOME) -> dict[str, Any]:
    return event(
        "bounce-mailbox-full",
        certificate,
        to,
        message_id=f"mail-{number}",
        sent_at=datetime(2026, 3, 9, 15, number, tzinfo=UTC),
    )


def _verify(address: str) -> None:
    AddressItem(account_key("alice"), f"ADDRESS#{address}").update(cleared(datetime.now(UTC)))


def _restore(stored: dict[str, Any]) -> None:
    import boto3

    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    for table, items in stored.items():
        if table != "bucket":
            for item in items:
                dynamodb.put_item(TableName=table, Item=item)
