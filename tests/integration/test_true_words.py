"""What the pages say is so: sending again, revoked, why email failed, what was found, how it is rounded."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from chalicelib.domain.audit import By
from chalicelib.domain.conference import Policies, Rounding
from chalicelib.domain.recovery import FIRST_WAIT
from chalicelib.domain.registration import Attendance
from chalicelib.services.certificates.sweep import sweep
from chalicelib.services.organizers.revoke import revoke
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.certificates import certificates
from chalicelib.store.keys import account_key, address_key
from samples import world
from tests.support import faults
from tests.support.browser import Visitor
from tests.support.client import run_consumer
from tests.support.mail import inbox
from tests.support.mailroom import forget_messages

PAGE = "/conferences/spring"
OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga")
REASON = "It was made for another person."


@pytest.fixture
def alice(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    return visitor


@pytest.fixture
def made(app: Any, alice: Visitor) -> str:
    alice.get(PAGE)
    fields = {"version": 0, "session": ["opening"], "do": "generate", "name": "Alice"}
    path = alice.post(PAGE, fields).location
    run_consumer(app)
    return path


def _returns_email(address: str = world.ALICE) -> None:
    AddressItem(account_key("alice"), address_key(address)).update(
        [AddressItem.deliverable.set(False)]
    )


def test_nobody_to_send_to_and_no_send_again(alice: Visitor, made: str) -> None:
    assert "Send again</button>" in alice.get(made).text
    _returns_email()
    page = alice.get(made)
    assert "Send again</button>" not in page.text
    assert "None of your addresses can receive email now, so it can't be sent again." in page.words
    assert "Download PDF" in page.words


def test_a_revoked_certificate_says_so_to_its_holder_everywhere(
    app: Any, alice: Visitor, made: str
) -> None:
    revoke(made.rpartition("/")[2], REASON, False, OLGA, world.NOW)
    for path in ("/conferences", PAGE, "/certificates", made, f"{made}/progress"):
        assert REASON in alice.get(path).words, path
    page = alice.get(made)
    assert "Your certificate was sent" not in page.words
    assert "This certificate was revoked." in page.words
    assert "You can't generate another one." in alice.get(PAGE).words


def _told() -> list[Any]:
    return [one for one in inbox() if one.subject == "Your certificate was revoked"]


def test_its_holder_is_told_by_email_with_the_reason_and_once(
    app: Any, alice: Visitor, made: str
) -> None:
    certificate = made.rpartition("/")[2]
    for _ in range(2):
        revoke(certificate, REASON, True, OLGA, world.NOW)
        run_consumer(app)
    [mail] = _told()
    assert (mail.to, REASON in mail.text) == (world.ALICE, True)
    assert "You can generate a new one here" in mail.text
    assert list(certificates.unfinished(world.NOW + timedelta(days=1))) == []


def test_a_revocation_that_could_not_be_emailed_is_emailed_later_and_to_nobody_twice(
    app: Any, alice: Visitor, made: str
) -> None:
    home = "alice@home.example"
    world.enrol("alice", "Alice Ångström", world.ALICE, home)
    with faults.before("SendMessage", faults.error("ServiceUnavailable")):
        revoke(made.rpartition("/")[2], REASON, False, OLGA, world.NOW)
    now = world.NOW
    for attempt in range(2):
        now += FIRST_WAIT * 2**attempt + timedelta(seconds=1)
        assert sweep(now) == 1
        with faults.before("SendEmail", faults.error("ServiceUnavailable", about=home)):
            assert run_consumer(app)[0]["batchItemFailures"]
        forget_messages()
    assert [mail.to for mail in _told()] == [world.ALICE]
    assert sweep(now + timedelta(days=1)) == 1
    assert run_consumer(app) == [{"batchItemFailures": []}]
    assert sorted(mail.to for mail in _told()) == [home, world.ALICE]
    assert sweep(now + timedelta(days=9)) == 0


def test_a_certificate_revoked_on_its_way_is_sent_to_nobody_and_its_holder_is_told(
    app: Any, alice: Visitor
) -> None:
    alice.get(PAGE)
    fields = {"version": 0, "session": ["opening"], "do": "generate", "name": "Alice"}
    made = alice.post(PAGE, fields).location.rpartition("/")[2]
    revoke(made, REASON, False, OLGA, world.NOW)
    run_consumer(app, times=2)
    assert [mail.subject for mail in inbox()] == ["Your certificate was revoked"]


def test_hybrid_sessions_ask_for_the_date_only_of_those_who_could_watch_later(
    app: Any, alice: Visitor
) -> None:
    asked = "Watched a recording of one of these later?"
    fields = {"version": 0, "session": ["hybrid"], "do": "save"}
    for attendance, asks in ((Attendance.IN_PERSON, False), (Attendance.VIRTUAL, True)):
        world.register(world.ALICE, attendance=attendance)
        page = alice.get(PAGE)
        if not asks:
            alice.post(PAGE, fields)
            page = alice.get(PAGE)
        left = re.search(r'<div id="dates-left"[^>]*>', page.text)
        assert left is not None
        assert (" hidden" not in left[0]) == asks
        assert asked in page.words
        assert ("data-ask" in page.text.split('name="on-hybrid"')[0][-200:]) == asks


def test_rounding_is_explained_beside_the_totals(alice: Visitor, made: str) -> None:
    said = "Contact hours are the total minutes divided by 60, rounded once to 2 decimal places."
    assert said in alice.get(PAGE).words
    assert said in alice.get(made).words
    world.hold(world.spring(policies=Policies(rounding=Rounding(increment_minutes=15))))
    assert "Contact hours count only full steps of 15 minutes" in alice.get(PAGE).words


def test_after_verifying_an_address_the_page_says_what_was_found(app: Any, alice: Visitor) -> None:
    world.enrol("alice", "Alice Ångström", world.ALICE, "alice@home.example")
    at = next(a.id for a in _addresses("alice") if a.normalised == "alice@home.example")
    verified = f"/account?done=verified&at={at}"
    assert "We found no registration under it." in alice.get(verified).words
    today = world.NOW.date()
    world.hold(world.spring(id="fall", name="Fall Conference", ends_on=today + timedelta(days=3)))
    world.register("alice@home.example", "fall")
    assert "Fall Conference: This conference has not ended yet." in alice.get(verified).words
    world.register("alice@home.example")
    page = alice.get(verified)
    assert "We found:" in page.words
    assert f'<a href="{PAGE}">Spring' in page.text


def _addresses(account_id: str) -> Any:
    from chalicelib.store.people import accounts

    account = accounts.load(account_id)
    assert account is not None
    return account.addresses


OURS = {"Sec-Fetch-Site": "same-origin"}


def test_a_form_sent_after_signing_out_is_not_saved_and_what_was_typed_is_kept(
    alice: Visitor,
) -> None:
    alice.get("/account")
    alice.cookies.pop("__Host-ceu-sign-in")
    asked = alice.post("/account/name", {"name": "Alice <Typed>", "password": "a secret"}, **OURS)
    assert asked.status == 401
    assert "You were signed out, so this was not saved." in asked.words
    assert "Alice &lt;Typed&gt;" in asked.text
    assert "a secret" not in asked.text
    kept = unescape(asked.text.split('name="kept" value="')[1].split('"')[0])
    fields = {"email": world.ALICE, "next": "/account/name", "kept": kept}
    wrong = alice.post("/sign-in", fields | {"password": "wrong"})
    assert "Alice &lt;Typed&gt;" in wrong.text
    back = alice.post("/sign-in", fields | {"password": world.PASSWORD})
    assert "What you entered before wasn't saved, and we kept it." in back.words
    assert 'action="/account/name"' in back.text
    assert alice.post("/account/name", {"name": "Alice <Typed>"}).status == 303
    assert 'value="Alice &lt;Typed&gt;"' in alice.get("/account").text


def test_another_sites_form_is_never_carried_along(alice: Visitor) -> None:
    alice.get("/account")
    alice.cookies.pop("__Host-ceu-sign-in")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        asked = alice.post("/account/name", {"name": "Mallory"}, **headers)
        assert asked.status == 401
        assert "Mallory" not in asked.text
        assert "Sign in and enter it again." in asked.words


def test_a_form_too_large_to_carry_still_leads_to_sign_in(alice: Visitor) -> None:
    alice.get("/account")
    alice.cookies.pop("__Host-ceu-sign-in")
    asked = alice.post("/account/name", {"name": "x" * 250_000}, **OURS)
    assert asked.status in (401, 413)
