"""People: found by name, any address or certificate ID; looked at, and helped; each in the audit."""

import json
from typing import Any

import pytest

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.store import audit
from chalicelib.store.claims import claims
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.people import accounts, addresses
from samples import world
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox, last_to

PEOPLE = "/console/spring/people"
ALICE = f"{PEOPLE}/alice"


@pytest.fixture
def certificate(app: Any, alice: Portal) -> str:
    return kept_worlds.made("alice's certificate", lambda: _certificate(app, alice))


def _certificate(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening")
    made = str(alice.generate("spring").json["id"])
    run_consumer(app)
    return made


def _acts(scope: str) -> list[tuple[str, str, str]]:
    found = [json.loads(stored.body) for stored in audit.chain(scope)]
    return [(one["action"], one["who"], one["why"]) for one in found]


def test_somebody_is_found_by_name_any_address_and_certificate(
    app: Any, alice: Portal, certificate: str, olivia: Visitor
) -> None:
    world.enrol("dana", "Dana Two", "dana@school.example", "dana@home.example")
    world.register("dana@school.example", name="Dana Doubly")
    world.register("nobody@yet.example", name="Nils Nobody")
    for typed, leads_to in (
        ("doubly", f"{PEOPLE}/dana"),
        ("DANA@school", f"{PEOPLE}/dana"),
        ("dana@home.example", f"{PEOPLE}/dana"),
        (certificate.lower(), ALICE),
        ("nils", f"{PEOPLE}/~"),
    ):
        assert f'href="{leads_to}' in olivia.get(f"{PEOPLE}?q={typed}").text, typed
    for typed in ("x", "charlie", "charlie@else.example", "ABCD-EFGH-JKMN-PQRS"):
        assert "Nobody found" in olivia.get(f"{PEOPLE}?q={typed}").words, typed


def test_one_page_shows_all_of_this_conference_and_is_in_the_audit(
    certificate: str, olivia: Visitor
) -> None:
    shown = olivia.get(ALICE).words
    for said in (world.ALICE, "full, in person", "Title of opening", certificate, "Sent: "):
        assert said in shown, said
    assert _acts("CONFERENCE#spring") == [("open-person", "account:olivia", "")]


def test_an_email_to_an_address_that_left_the_account_says_so(
    certificate: str, olivia: Visitor
) -> None:
    assert "no longer on the account" not in olivia.get(ALICE).words
    account = accounts.load("alice")
    assert account
    addresses.remove(account, account.addresses[0], None, None)
    assert "no longer on the account" in olivia.get(ALICE).words


def test_who_has_nothing_to_do_with_the_conference_is_not_there(
    people: None, olivia: Visitor
) -> None:
    for person in ("charlie", "nobody", "~0000000000000000"):
        assert olivia.get(f"{PEOPLE}/{person}").status == 404
    assert _acts("CONFERENCE#spring") == []


def test_nothing_of_another_conference_is_shown_or_changed(
    app: Any, alice: Portal, certificate: str, olivia: Visitor
) -> None:
    world.hold(world.spring(id="fall", name="Fall Meeting"))
    world.register(world.ALICE, "fall")
    alice.claim("fall", "second")
    other = alice.generate("fall").json["id"]
    run_consumer(app)
    assert other not in olivia.get(ALICE).text
    for act in ("resend", "revoke"):
        path = f"{ALICE}/certificates/{other}/{act}"
        assert olivia.post(path, {"reason": "Wrong"}).status == 404, act
    assert "Nobody found" in olivia.get(f"{PEOPLE}?q={other}").words


def test_a_reader_sees_no_form(certificate: str, rita: Visitor) -> None:
    assert rita.get(ALICE).text.count("<form") == 1  # signing out


def test_the_printed_name_is_corrected_with_a_reason(
    alice: Portal, certificate: str, ed: Visitor
) -> None:
    ed.get(ALICE)
    assert ed.post(f"{ALICE}/name", {"name": " ", "reason": "She wrote"}).status == 422
    sent = ed.post(f"{ALICE}/name", {"name": "Alice Berg", "reason": "She wrote to us"})
    assert sent.location == f"{ALICE}?done=renamed"
    account = accounts.load("alice")
    assert account
    assert account.name == "Alice Berg"
    for scope in ("ACCOUNT#alice", "CONFERENCE#spring"):
        assert ("rename", "account:ed", "She wrote to us") in _acts(scope)


def test_a_certificate_is_revoked_with_what_others_will_see_shown_before(
    app: Any, alice: Portal, certificate: str, olivia: Visitor
) -> None:
    assert "anyone who checks the certificate reads: Revoked." in olivia.get(ALICE).words
    path = f"{ALICE}/certificates/{certificate}/revoke"
    assert olivia.post(path, {"reason": " "}).status == 422
    assert olivia.post(path, {"reason": "Issued in error"}).location == f"{ALICE}?done=revoked"
    run_consumer(app)
    assert "Issued in error" in last_to(world.ALICE).text
    assert "Revoked." in Visitor(app).get(f"/verify/{certificate}").words
    for scope in ("ACCOUNT#alice", "CONFERENCE#spring"):
        assert ("revoke", "account:olivia", "Issued in error") in _acts(scope)
    # A button that was pressed twice does not say that its owner wasn't told.
    twice = olivia.post(path, {"reason": "Issued in error"})
    assert twice.location == f"{ALICE}?done=revoked-before"
    assert "was revoked already" in olivia.get(twice.location).words


def test_a_certificate_sent_a_moment_ago_is_not_sent_twice(
    alice: Portal, certificate: str, ed: Visitor
) -> None:
    before = len(inbox(world.ALICE))
    ed.get(ALICE)
    sent = ed.post(f"{ALICE}/certificates/{certificate}/resend", {"reason": "She asked"})
    assert (sent.status, "so nothing was sent now" in sent.words) == (409, True)
    assert len(inbox(world.ALICE)) == before
    for scope in ("ACCOUNT#alice", "CONFERENCE#spring"):
        assert (
            _acts(scope).count(("resend", "account:ed", "She asked")) == 2
        )  # that it was refused, too


def test_what_cannot_be_sent_again_says_so_in_the_consoles_words(
    alice: Portal, certificate: str, ed: Visitor
) -> None:
    location = claims.at_conference("alice", "spring").certificates[0].location
    item = CertificateItem(account_key("alice"), certificate_key(location))
    item.update([CertificateItem.status.set(CertificateStatus.FAILED)])
    ed.get(ALICE)
    refused = ed.post(f"{ALICE}/certificates/{certificate}/resend", {"reason": "She asked"})
    assert refused.status == 409
    assert "The attendee can generate it again." in refused.words
    assert "redrive" not in refused.words


def test_an_address_goes_on_in_the_next_line_after_its_parts(ed: Visitor) -> None:
    shown = ed.get("/console/spring/people?q=school.example")
    assert ">alice@<wbr>school.<wbr>example</a>" in shown.text
    assert world.ALICE in shown.words


def test_a_name_or_reason_that_is_too_long_is_refused_and_kept_as_typed(ed: Visitor) -> None:
    long = "N" * 200 + " Neumann"
    shown = ed.get(ALICE)
    assert "maxlength" not in shown.text.split('id="name"')[1].split(">")[0]
    refused = ed.post(f"{ALICE}/name", {"name": long, "reason": "Married."})
    assert (refused.status, "more than 200 characters" in refused.words) == (422, True)
    assert f'value="{long}"' in refused.text
    account = accounts.load("alice")
    assert account
    assert account.name == "Alice Ångström"
    refused = ed.post(f"{ALICE}/name", {"name": "Alice N.", "reason": "r" * 301})
    assert (refused.status, "The reason has more than 300" in refused.words) == (422, True)
    assert [act for act, _, _ in _acts("CONFERENCE#spring")] == ["open-person"] * 3
