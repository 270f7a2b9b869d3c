"""What each card of the conferences page says of a claim, and that a closed conference looks closed."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.audit import By
from chalicelib.domain.certificate import Location
from chalicelib.domain.conference import Policies, Session
from chalicelib.domain.words import date_in_words
from chalicelib.services.organizers.revoke import revoke
from chalicelib.store import conferences_table
from chalicelib.store.certificates import certificates
from chalicelib.store.claims_table import ClaimItem
from chalicelib.store.keys import account_key, claim_key
from samples import world
from tests.support.browser import Page, Visitor
from tests.support.client import run_consumer

PAGE = "/conferences/spring"
OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga")
NEXT_WEEK = world.NOW.date() + timedelta(days=7)
OVER = world.FIRST_DAY + timedelta(days=30)


@pytest.fixture
def alice(app: Any, people: None) -> Visitor:
    return _visitor(app, world.ALICE)


def _visitor(app: Any, address: str) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(address, world.PASSWORD).status == 303
    return visitor


def _send(visitor: Visitor, *session_ids: str, do: str = "save", **more: Any) -> Page:
    page = visitor.get(PAGE)
    version = page.text.split('name="version" value="')[1].split('"')[0]
    fields = {"version": version, "session": session_ids, "do": do, "name": "Alice"}
    return visitor.post(PAGE, fields | more)


def _read(visitor: Visitor, path: str) -> str:
    """The page's words; where a tag ends before a comma, no space."""
    return re.sub(r" ([,.:])", r"\1", visitor.get(path).words)


def _card(visitor: Visitor) -> str:
    return _read(visitor, "/conferences").split("Missing a conference?")[0]


def test_each_person_reads_how_many_sessions_they_can_claim(app: Any, alice: Visitor) -> None:
    assert "You can claim 6 sessions." in _card(alice)
    assert "You can claim 2 sessions." in _card(_visitor(app, world.BOB))


def test_the_number_on_the_card_is_the_number_of_boxes_on_the_page(alice: Visitor) -> None:
    rows = sum(session.eligible for session in world.spring_sessions())
    policies = Policies(limit_by_type=True, limit_by_days=True)
    limited = tuple(_for_speakers(session) for session in world.spring_sessions())
    for held, changes in ((rows, {}), (rows - 1, {"policies": policies})):
        world.hold(world.spring(**changes), limited if changes else None)
        world.register(world.ALICE, type="full", days=(world.FIRST_DAY,) if changes else ())
        boxes = alice.get(PAGE).text.count('type="checkbox" name="session"')
        assert f"You can claim {boxes} sessions." in _card(alice)
        assert boxes == (held - 1 if changes else held)


def _for_speakers(session: Session) -> Session:
    return replace(session, types=("speaker",)) if session.id == "opening" else session


def test_a_registration_that_includes_nothing_says_where_the_reason_is(alice: Visitor) -> None:
    world.register(world.ALICE, days=(world.FIRST_DAY + timedelta(days=5),))
    world.hold(world.spring(policies=Policies(limit_by_days=True)))
    assert "Your registration includes no sessions you can claim." in _card(alice)


def test_a_conference_stored_by_0_1_0_says_what_it_knows(alice: Visitor) -> None:
    stored = conferences_table.ConferenceItem.get("spring", "CONFERENCE")
    body = stored.body.split(',"groups"')[0] + "}"
    stored.update([conferences_table.ConferenceItem.body.set(body)])
    assert "6 sessions offer credit." in _card(alice)
    assert "You can claim" not in _card(alice)


def test_a_deadline_is_on_the_card_and_on_the_page(alice: Visitor) -> None:
    world.hold(world.spring(policies=Policies(deadline=NEXT_WEEK)))
    assert f"Claim by {date_in_words(NEXT_WEEK)} (Central Time)" in _card(alice)
    assert f"Claim by {date_in_words(NEXT_WEEK)}: after that day" in _read(alice, PAGE)


def test_a_selection_on_no_certificate_asks_to_finish(alice: Visitor) -> None:
    assert "Nothing selected yet." in _card(alice)
    _send(alice, "opening", "online")
    card = _card(alice)
    assert "2 sessions, 1.75 contact hours, 0.18 CEUs, not on a certificate yet." in card
    assert "Finish and generate" in card
    assert f'href="{PAGE}#generate"' in alice.get("/conferences").text


def test_a_certificate_has_its_date_and_a_change_after_it_its_difference(
    app: Any, alice: Visitor
) -> None:
    _send(alice, "opening", "online")
    _send(alice, "opening", "online", do="generate")
    run_consumer(app)
    card = _card(alice)
    assert "2 sessions, 1.75 contact hours, 0.18 CEUs, on your certificate of" in card
    assert "Finish and generate" not in card
    later = (world.FIRST_DAY + timedelta(days=9)).isoformat()
    _send(alice, "online", "second", "midnight", **{"on-online": later})
    card = _card(alice)
    assert ": 2 sessions, 1.75 contact hours, 0.18 CEUs. Selected now: 3 sessions, " in card
    assert "2.58 contact hours, 0.26 CEUs." in card
    assert (
        "Not on that certificate yet: 2 sessions added, 1 session removed, 1 date changed." in card
    )
    assert "Finish and generate" in card
    _send(alice, "opening", "online")
    assert "on your certificate of" in _card(alice)
    assert "Not on that certificate" not in _card(alice)


def test_a_certificate_of_0_1_0_is_compared_by_its_figures(app: Any, alice: Visitor) -> None:
    _send(alice, "opening", "online")
    _send(alice, "opening", "online", do="generate")
    item = ClaimItem.get(account_key("alice"), claim_key("spring"))
    item.update([ClaimItem.issued.remove()])
    assert "2 sessions, 1.75 contact hours, 0.18 CEUs, on your certificate of" in _card(alice)
    _send(alice, "opening")
    assert "You changed your selection after it was issued." in _card(alice)


def test_a_revoked_certificate_says_so_and_why_on_the_card(app: Any, alice: Visitor) -> None:
    made = _send(alice, "opening", do="generate").location.rpartition("/")[2]
    revoke(made, "Issued in error.", True, OLGA, world.NOW)
    card = _card(alice)
    assert "was revoked: Issued in error." in card
    assert "1 session, 1.00 contact hours, 0.10 CEUs, not on a certificate yet." in card
    revoke(made, "Issued in error.", False, OLGA, world.NOW)
    assert "Finish and generate" not in _card(alice)
    _send(alice)
    assert "0 sessions" not in _card(alice)


def test_one_that_could_not_be_made_is_not_said_to_be_there(app: Any, alice: Visitor) -> None:
    _send(alice, "opening", do="generate")
    assert certificates.mark_failed(Location("alice", "spring", 1))
    for said in (_card(alice), _read(alice, PAGE)):
        assert "could not be made. Generate it again." in said
        assert "we'll send it again" not in said
        assert "on your certificate" not in said


def test_a_closed_conference_looks_closed(alice: Visitor) -> None:
    _send(alice, "opening", "online")
    world.hold(world.spring(policies=Policies(deadline=OVER)))
    card, page = _card(alice), alice.get(PAGE)
    assert f"Closed on {date_in_words(OVER)}" in card
    assert "You can claim" not in card
    assert "card--closed" in alice.get("/conferences").text
    assert f"Closed on {date_in_words(OVER)}." in _read(alice, PAGE)
    assert "You can still generate your certificate from it" in page.words
    assert page.text.count('name="session"') == page.text.count("checked disabled") == 2
    assert "Sessions you can't claim" not in page.words


def test_a_conference_closed_without_a_selection_says_what_to_do(alice: Visitor) -> None:
    world.hold(world.spring(policies=Policies(deadline=OVER)))
    assert "You selected no sessions." in _card(alice)
    assert "You can still get a certificate" not in _card(alice)
    assert "Think this is a mistake? Write to" in _read(alice, PAGE)
    assert "Generate Certificate" not in _read(alice, PAGE)


def test_a_selection_cleared_before_the_deadline_leaves_its_certificate_as_it_is(
    alice: Visitor,
) -> None:
    _send(alice, "opening", do="generate")
    _send(alice)
    world.hold(world.spring(policies=Policies(deadline=OVER)))
    card, page = _card(alice), _read(alice, PAGE)
    assert "1 session, 1.00 contact hours, 0.10 CEUs. You cleared your selection later." in card
    assert "You cleared your selection before then. Your certificate of" in page
    for said in (card, page):
        assert "You selected no sessions" not in said
        assert "Not on that certificate yet" not in said


def test_a_certificate_made_out_to_another_name_says_so_before_it_is_replaced(
    alice: Visitor,
) -> None:
    _send(alice, "opening", do="generate")
    assert "made out to Alice. If nothing has changed" in _read(alice, PAGE)


def test_after_the_deadline_generate_goes_on_from_what_was_saved(app: Any, alice: Visitor) -> None:
    _send(alice, "opening", "online")
    world.hold(world.spring(policies=Policies(deadline=OVER)))
    refused = _send(alice, "opening", do="generate")
    assert refused.status == 422
    assert "so your selection can't be changed anymore" in refused.words
    made = _send(alice, do="generate")
    assert made.location.startswith("/certificates/")
    corrected = _send(alice, do="generate", name="Alice B. Corrected")
    assert "Alice B. Corrected" in alice.get(corrected.location).words
    assert "2 sessions, 1.75 contact hours, 0.18 CEUs, on your certificate of" in _card(alice)


def test_one_held_back_after_it_was_open_does_not_say_that_it_never_was(alice: Visitor) -> None:
    world.hold(world.spring(held=True))
    card = _card(alice)
    assert "The organizer isn't taking claims for this conference now." in card


def test_a_closed_conferences_certificate_names_what_can_still_be_corrected_there(
    app: Any, alice: Visitor
) -> None:
    made = _send(alice, "opening", do="generate").location
    world.hold(world.spring(policies=Policies(deadline=OVER)))
    says = _read(alice, made)
    assert "Correct it on the conference's page and generate it again: the name at any time" in says
    assert "the sessions until the last day to claim" in says
    shown = alice.get(PAGE)
    assert "correct the name" in shown.words
    assert "disabled" not in shown.text.split('id="name"')[1].split(">")[0]
    again = _send(alice, "opening", do="generate", name="Alice A. Angstrom")
    assert (again.status, again.location != made) == (303, True)


def test_not_ended_yet_says_when_it_opens(alice: Visitor) -> None:
    today = world.NOW.astimezone(world.spring().zone).date()
    world.hold(world.spring(starts_on=today, ends_on=today + timedelta(days=1)))
    opens = date_in_words(today + timedelta(days=2))
    assert f"You can select sessions and generate your certificate starting {opens}." in _card(
        alice
    )


def test_from_the_middle_of_a_long_list_a_skip_to_generate_is_near(alice: Visitor) -> None:
    """One at a heading, once ten more sessions were passed; not one a row."""
    sessions = [
        world.session(f"s{day}-{at}-{n}", day=day, at=f"{at:02}:00")
        for day in (0, 1)
        for at in range(9, 13)
        for n in range(6)
    ]
    world.hold(sessions=tuple(sessions))
    shown = alice.get(PAGE).text
    passed = [
        part.count('type="checkbox" name="session"')
        for part in shown.split("Skip to your certificate</a>")
    ]
    assert passed == [0, 0, 12, 12, 12, 12]
    assert 'class="skip" href="#generate"' in shown.split('class="slot"')[1]
