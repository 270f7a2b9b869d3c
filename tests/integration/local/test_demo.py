"""The local portal as somebody meets it who has just typed `make run`."""

import re
from email.message import EmailMessage
from typing import Any

from tests.support.local_portal import LocalPortal
from tests.support.local_visitor import Visitor, until


def _mails_to(portal: LocalPortal, address: str) -> list[EmailMessage]:
    return [mail for mail in portal.mails() if mail["To"] == address]


def _pdf_of(mail: EmailMessage) -> bytes:
    (attachment,) = mail.iter_attachments()
    return bytes(attachment.get_payload(decode=True))


def test_it_prints_the_address_and_the_demo_sign_in_before_it_is_ready(
    portal: LocalPortal, visitor: Visitor
) -> None:
    lines = portal.output().splitlines()
    greeting = "\n".join(lines[: lines.index("ready")])
    assert portal.url in greeting
    email = re.search(r"\S+@\S+", greeting)
    assert email
    visitor.sign_in(email[0])  # asserts success, with the password below
    assert "counselors-meet-in-march" in greeting


def test_a_certificate_goes_to_each_verified_address_and_not_to_the_unverified_one(
    portal: LocalPortal, visitor: Visitor
) -> None:
    visitor.sign_in("alice@school.example")
    made = visitor.generate("counselors", "opening", "asca-model", "crisis-line")
    certificate = visitor.wait_for(made, status="sent", deliveries="delivered")
    assert certificate["contact_minutes"] == 75 + 60 + 60
    addresses = ("alice@school.example", "a.angstrom@district.example", "alice@home.example")
    pdf = visitor.download(made)
    assert pdf.startswith(b"%PDF")
    for address in addresses:
        (mail,) = _mails_to(portal, address)
        assert _pdf_of(mail) == pdf
    assert not _mails_to(portal, "alice@university.example")
    names = [path.name for path in portal.outbox.glob("*alice@school.example.eml")]
    assert len(names) == 1
    assert re.fullmatch(r"\d{8}T\d{6}\.\d{6}Z-alice@school\.example\.eml", names[0])


def test_an_address_that_the_mail_service_refuses_fails_and_nobody_gets_the_mail(
    portal: LocalPortal, visitor: Visitor
) -> None:
    visitor.sign_in("refused+grace@school.example")
    made = visitor.generate("counselors", "opening")
    visitor.wait_for(made, status="sent", deliveries="failed")
    assert not _mails_to(portal, "refused+grace@school.example")


def _statuses(certificate: dict[str, Any]) -> dict[str, str]:
    return {delivery["address"]: delivery["status"] for delivery in certificate["deliveries"]}


def test_an_address_that_does_not_exist_bounces_alone(visitor: Visitor) -> None:
    visitor.sign_in("erin@school.example")
    made = visitor.generate("counselors", "opening")
    delivered = {"erin@school.example": "delivered", "bounce@simulator.amazonses.com": "bounced"}
    until(lambda: _statuses(visitor.json("GET", f"/v1/certificates/{made}")) == delivered)
    again = visitor.sign_in("erin@school.example").account["addresses"]
    assert {a["address"]: a["deliverable"] for a in again} == {
        "erin@school.example": True,
        "bounce@simulator.amazonses.com": False,
    }


def test_a_full_mailbox_bounces_and_stays_deliverable(visitor: Visitor) -> None:
    visitor.sign_in("softbounce+ivan@school.example")
    made = visitor.generate("counselors", "opening")
    visitor.wait_for(made, status="sent", deliveries="bounced")
    (address,) = visitor.sign_in("softbounce+ivan@school.example").account["addresses"]
    assert address["deliverable"]


def test_an_account_without_a_deliverable_address_gets_a_pdf_and_no_mail(
    portal: LocalPortal, visitor: Visitor
) -> None:
    visitor.sign_in("ha@school.example")
    made = visitor.generate("counselors", "neurodiversity")
    assert visitor.wait_for(made, status="sent")["deliveries"] == []
    assert visitor.download(made).startswith(b"%PDF")
    assert not _mails_to(portal, "ha@school.example")


def test_every_reason_a_conference_is_not_listed_is_in_the_demo(visitor: Visitor) -> None:
    alice = visitor.sign_in("alice@school.example").json("GET", "/v1/conferences")
    assert {c["id"] for c in alice["conferences"]} == {"counselors", "institute", "winter"}
    assert {c["id"]: c["reason"] for c in alice["not_listed"]} == {
        "running": "not_ended",
        "careers": "no_eligible_sessions",
        "regional": "cancelled_registration",
        "counselors-2021": "too_early",
    }
    charlie = visitor.sign_in("charlie@else.example").json("GET", "/v1/conferences")
    assert charlie["conferences"] == charlie["not_listed"] == []


def test_every_reason_a_session_is_not_claimable_is_in_the_demo(visitor: Visitor) -> None:
    def reasons(email: str) -> dict[str, str]:
        page = visitor.sign_in(email).json("GET", "/v1/conferences/counselors")
        return {session["id"]: session["reason"] for session in page["not_claimable"]}

    dana = reasons("dana@college.example")
    assert dana["opening"] == "date_not_covered"
    assert dana["lost-and-found"] == "no_credit"
    assert "job-talk" not in dana
    bob = reasons("bob@home.example")
    assert bob["asca-model"] == "in_person_only"
    assert bob["job-talk"] == "wrong_type"
    assert "recorded-anxiety" not in bob


def test_the_demo_has_recorded_attendance_and_credit_types(visitor: Visitor) -> None:
    visitor.sign_in("alice@school.example")
    (card,) = [
        one
        for one in visitor.json("GET", "/v1/conferences")["conferences"]
        if one["id"] == "institute"
    ]
    page = visitor.json("GET", "/v1/conferences/institute")
    offered = [one for day in page["days"] for one in day["sessions"]]
    assert card["claimable_sessions"] == len(offered) == 8
    assert {one["reason"] for one in page["not_claimable"]} == {"no_credit", "no_attendance"}
    assert {name for one in offered for name in one["credits"]} == {"nbcc", "ethics", "suicide"}
    assert any(one["attended_as_asked"] for one in offered)


def test_the_session_past_midnight_belongs_to_the_evening_before(visitor: Visitor) -> None:
    visitor.sign_in("alice@school.example")
    days = visitor.json("GET", "/v1/conferences/counselors")["days"]
    second, third = days[1], days[2]
    night = next(s for s in second["sessions"] if s["id"] == "crisis-line")
    assert night["starts_at"].startswith(f"{third['date']}T00:15")


def test_the_demo_has_overlaps_that_block(visitor: Visitor) -> None:
    visitor.sign_in("bob@home.example")
    claim = {"version": 0, "selections": [{"session_id": "sleep"}, {"session_id": "sleep-teens"}]}
    visitor.json("PUT", "/v1/conferences/winter/claim", claim)
    status, _, body = visitor.call("POST", "/v1/conferences/winter/certificates", {})
    assert status == 422
    assert b"overlap" in body
