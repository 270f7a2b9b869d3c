"""The launcher's events have SES's documented shapes, and follow the simulator's addresses."""

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest

from local.simulated_events import events_of, refused

AT = datetime(2025, 3, 6, 9, 30, 15, 120_000, tzinfo=UTC)


def _mail(recipient: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "CEU Portal <ceu@conference.example>"
    mail["To"] = recipient
    mail["Subject"] = "Your certificate"
    mail["X-SES-MESSAGE-TAGS"] = "certificate=ABCD-EFGH, round=2, address=3f2a"
    return mail


def _events(recipient: str) -> list[dict[str, Any]]:
    return events_of(_mail(recipient), "0100-id", recipient, AT)


@pytest.mark.parametrize(
    ("recipient", "kinds"),
    [
        ("alice@school.example", ["Delivery"]),
        ("alice+ceu@school.example", ["Delivery"]),
        ("bounce@school.example", ["Delivery"]),
        ("success@simulator.amazonses.com", ["Delivery"]),
        ("bounce@simulator.amazonses.com", ["Bounce"]),
        ("bounce+alice@simulator.amazonses.com", ["Bounce"]),
        ("complaint@simulator.amazonses.com", ["Delivery", "Complaint"]),
        ("bounce+erin@school.example", ["Bounce"]),
        ("SoftBounce+ivan@school.example", ["Bounce"]),
        ("complaint+frank@school.example", ["Delivery", "Complaint"]),
        ("reject+x@school.example", ["Reject"]),
        ("delay+x@school.example", ["DeliveryDelay", "Delivery"]),
    ],
)
def test_what_follows_a_mail_depends_on_its_address(recipient: str, kinds: list[str]) -> None:
    events = _events(recipient)
    assert [event["eventType"] for event in events] == kinds
    for event in events:
        assert event["mail"]["destination"] == [recipient]
        assert json.loads(json.dumps(event)) == event


def test_the_mails_own_tags_come_back_each_in_a_list() -> None:
    (event,) = _events("alice@school.example")
    mail = event["mail"]
    assert mail["messageId"] == "0100-id"
    assert mail["timestamp"] == "2025-03-06T09:30:15.120Z"
    own = {name: value for name, value in mail["tags"].items() if not name.startswith("ses:")}
    assert own == {"certificate": ["ABCD-EFGH"], "round": ["2"], "address": ["3f2a"]}
    assert {"name": "To", "value": "alice@school.example"} in mail["headers"]
    assert mail["commonHeaders"]["subject"] == "Your certificate"


@pytest.mark.parametrize(
    ("recipient", "kind"),
    [("bounce+erin@school.example", "Permanent"), ("softbounce+i@school.example", "Transient")],
)
def test_a_bounce_says_how_hard_it_is_and_whose(recipient: str, kind: str) -> None:
    (event,) = _events(recipient)
    assert event["bounce"]["bounceType"] == kind
    (bounced,) = event["bounce"]["bouncedRecipients"]
    assert bounced["emailAddress"] == recipient
    assert bounced["diagnosticCode"].startswith("smtp; ")


def test_a_complaint_comes_after_the_delivery() -> None:
    delivery, complaint = _events("complaint@simulator.amazonses.com")
    assert delivery["delivery"]["timestamp"] < complaint["complaint"]["timestamp"]


def test_only_what_asks_for_it_is_refused() -> None:
    assert refused("refused+grace@school.example")
    assert not refused("refused@school.example")
    assert not refused("bounce+grace@school.example")
