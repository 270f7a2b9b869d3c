"""Each thing that People does, for somebody in trouble: Dana's email bounces, a session she ticked has
moved, the deadline is over, and she removed the address that she is registered under. Each is seen in the
audit, and by her.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.aws import storage
from chalicelib.domain.conference import Earlier
from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import EVERY, Role
from chalicelib.services.console import claim_help
from chalicelib.services.mail import unknown
from chalicelib.services.organizers import move_registration
from chalicelib.services.people import throttle
from chalicelib.store import audit
from chalicelib.store.claims import claims, conferences
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.people import accounts, registrations, rosters
from samples import world
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.changed_settings import settings_with
from tests.support.client import Portal, run_consumer
from tests.support.console import browser, give
from tests.support.mail import inbox, last_to
from tests.support.passkeys import a_passkey
from tests.support.ses_events import event, feed
from tests.support.tables import everything

WORK, HOME, NEW = "dana@school.example", "dana@home.example", "dana@new.example"
PEOPLE = "/console/spring/people"
DANA = f"{PEOPLE}/dana"
WHY = {"reason": "She called us."}
YESTERDAY = datetime.now(UTC).date() - timedelta(days=2)
LATER = datetime.now(UTC).date() + timedelta(days=7)
PASSWORD = "eleven young foxes singing"


@pytest.fixture
def dana(app: Any, team: None) -> Portal:
    """As the portal's own app has her; her certificate is `_certificate()`."""
    portal = Portal(app)
    portal.token = kept_worlds.made("dana in trouble", lambda: _in_trouble(app))
    return portal


def _in_trouble(app: Any) -> str:
    world.enrol("dana", "Dana Doe", WORK, HOME)
    world.register(WORK, type="full", name="Dana Doe")
    world.register(HOME, type="workshops", name="Dana Doe")
    dana = Portal(app)
    assert dana.sign_in(WORK, world.PASSWORD).status == 200
    dana.claim("spring", "opening", "hybrid")
    made = dana.generate("spring").json["id"]
    run_consumer(app)
    dana.prove(world.PASSWORD)
    assert dana.call("DELETE", f"/v1/account/addresses/{address_id(HOME)}").status == 200
    assert feed(app, event("bounce-general", made, WORK)) == []
    _an_hour_ago()
    _move_hybrid()
    _policies(deadline=YESTERDAY)
    return dana.token


def _an_hour_ago() -> None:
    """Her certificate's round, so that another can be opened."""
    location = claims.at_conference("dana", "spring").certificates[0].location
    item = CertificateItem(account_key("dana"), certificate_key(location))
    item.update([CertificateItem.round_at.set(datetime.now(UTC) - timedelta(hours=1))])


def _move_hybrid() -> None:
    stored = conferences.load("spring")
    assert stored
    day = timedelta(days=1)
    sessions = tuple(
        replace(
            one,
            day=one.day + day,
            starts_at=one.starts_at + day,
            ends_at=one.ends_at + day,
            earlier=(Earlier(stored.revision, one.title, one.day, one.starts_at, one.ends_at),),
        )
        if one.id == "hybrid"
        else one
        for one in stored.sessions
    )
    conferences.save(stored.conference, sessions, expected_revision=stored.revision)


def _policies(**changes: Any) -> None:
    stored = conferences.load("spring")
    assert stored
    policies = replace(stored.conference.policies, **changes)
    conference = replace(stored.conference, policies=policies)
    conferences.save(conference, stored.sessions, expected_revision=stored.revision)


def _certificate() -> str:
    return claims.at_conference("dana", "spring").certificates[-1].public_id


def _acts(scope: str) -> list[tuple[str, str, str]]:
    found = [json.loads(stored.body) for stored in audit.chain(scope)]
    return [
        (one["action"], one["who"], one["why"]) for one in found if one["action"] != "open-person"
    ]


HERE, HERS = "CONFERENCE#spring", "ACCOUNT#dana"


def test_her_page_tells_what_is_wrong(dana: Portal, ed: Visitor) -> None:
    shown = ed.get(DANA).words
    for said in ("email is returned", "Bounced: " + WORK, "Closed on", "Title of hybrid"):
        assert said in shown, said
    assert "browser" not in shown.lower()  # no device
    assert ed.get(f"{PEOPLE}?q={WORK}").text.count(DANA) == 1


def test_somebody_registered_under_a_removed_address_alone_is_found_by_any_of_theirs(
    dana: Portal, ed: Visitor
) -> None:
    ed.get(DANA)
    ed.post(f"{DANA}/registration", {"from": address_id(WORK), "email": HOME, **WHY})
    assert f'href="{DANA}"' in ed.get(f"{PEOPLE}?q={WORK}").text
    assert "No verified address of this account" in ed.get(DANA).words


@pytest.mark.parametrize(
    "what", ["name", "sessions", "deadline", "registration", "recover", "file", "resend", "revoke"]
)
def test_nothing_is_done_without_a_reason(dana: Portal, olivia: Visitor, what: str) -> None:
    olivia.get(DANA)
    path = f"{DANA}/certificates/{_certificate()}" if what in ("resend", "revoke") else DANA
    before, acts = everything(), _acts(HERE)
    fields = {"name": "D", "session": "second", "until": LATER, "email": NEW, "reason": " "}
    answer = olivia.post(f"{path}/{what}", {**fields, "from": address_id(WORK)})
    assert answer.status == 422
    assert "a reason" in answer.words
    assert (everything(), _acts(HERE), _acts(HERS)) == (before, acts, [])


def test_her_name_is_corrected_and_her_next_certificate_prints_it(
    dana: Portal, ed: Visitor
) -> None:
    ed.get(DANA)
    assert ed.post(f"{DANA}/name", {"name": "Dana Dough", **WHY}).status == 303
    assert _acts(HERS) == [("rename", "account:ed", "She called us.")]
    assert dana.call("GET", "/v1/account").json["name"] == "Dana Dough"
    assert dana.generate("spring").json["name"] == "Dana Dough"


def test_with_no_address_that_receives_email_it_is_not_sent_again(
    dana: Portal, ed: Visitor
) -> None:
    assert "there are none now" in ed.get(DANA).words
    before = everything()
    answer = ed.post(f"{DANA}/certificates/{_certificate()}/resend", WHY)
    assert (answer.status, "None of the account's addresses" in answer.words) == (409, True)
    assert (everything(), _acts(HERS)) == (before, [])


def test_it_is_sent_to_a_corrected_address_once_and_her_own_are_told(
    app: Any, dana: Portal, ed: Visitor
) -> None:
    ed.get(DANA)
    path = f"{DANA}/certificates/{_certificate()}/resend"
    for wrong, said in ((WORK, "has been returned"), ("dana@", "address")):
        assert said in ed.post(path, {"email": wrong, **WHY}).words
    storage.put_pdf(_certificate(), b"%PDF-1.7 hers")  # a copied world's files can't be read
    assert ed.post(path, {"email": f" {NEW} ", **WHY}).location == f"{DANA}?done=sent-to"
    again = ed.post(path, {"email": NEW, **WHY})
    assert (again.status, "so nothing was sent now" in again.words) == (409, True)
    assert f'value="{NEW}"' in again.text  # typed once is enough
    run_consumer(app)
    assert [mail.subject for mail in inbox(NEW)] == [
        "Your CEU certificate: Spring Counselors' Conference"
    ]
    assert NEW in last_to(WORK).text
    assert _acts(HERE) == [("send-to", "account:ed", "She called us.")]
    account = accounts.load("dana")
    assert account
    assert [one.normalised for one in account.addresses] == [WORK]
    [sent] = [
        one
        for one in dana.call("GET", f"/v1/certificates/{_certificate()}").json["deliveries"]
        if one["address"] == NEW
    ]
    assert sent["status"] == "sent"
    assert "at an organizer's request" in ed.get(DANA).words
    # What it comes to is kept, without an address of hers to keep it with.
    assert feed(app, event("bounce-general", _certificate(), NEW, round=2)) == []
    assert f"Bounced: {NEW}" in ed.get(DANA).words


def test_a_revoked_certificate_goes_to_no_corrected_address(dana: Portal, olivia: Visitor) -> None:
    olivia.get(DANA)
    path = f"{DANA}/certificates/{_certificate()}"
    assert olivia.post(f"{path}/revoke", WHY).location == f"{DANA}?done=revoked-untold"
    assert (
        "none of their addresses receives email" in olivia.get(f"{DANA}?done=revoked-untold").words
    )
    assert olivia.post(f"{path}/resend", {"email": NEW, **WHY}).status == 409
    assert _acts(HERS) == [("revoke", "account:olivia", "She called us.")]
    seen = dana.call("GET", f"/v1/certificates/{_certificate()}").json
    assert seen["revoked"]
    assert inbox(NEW) == []


def test_a_missed_session_is_added_with_its_record_and_she_generates(
    app: Any, dana: Portal, ed: Visitor
) -> None:
    _policies(verified=True)
    assert "with a record that it was attended" in ed.get(DANA).words
    seen = claims.at_conference("dana", "spring").claim.ticks
    assert (
        ed.post(f"{DANA}/sessions", {"session": "second", **WHY}).location
        == f"{DANA}?done=added-untold"
    )
    ticks = claims.at_conference("dana", "spring").claim.ticks
    assert ticks.items() - seen.items() == {("second", ticks["second"])}  # the moved one as it was
    [held] = registrations.by_address([WORK], "spring")[WORK]
    roster = rosters.load("spring")
    assert roster
    assert roster.people[WORK] == (held,)
    assert held.proof.sessions == (("second", 0),)
    assert _acts(HERE) == [("add-session", "account:ed", "She called us.")]
    own = browser(app, "dana")
    assert "Title of second" in own.get("/conferences/spring").words
    for other in ("second", "lunch", "nothing", ""):
        assert ed.post(f"{DANA}/sessions", {"session": other, **WHY}).status == 422
    assert claims.at_conference("dana", "spring").claim.ticks == ticks


def test_what_she_generates_has_the_session(app: Any, dana: Portal, ed: Visitor) -> None:
    ed.get(DANA)
    ed.post(f"{DANA}/sessions", {"session": "second", **WHY})
    assert dana.generate("spring").json["sessions"] == 3


def test_a_session_that_would_block_generate_is_not_added(dana: Portal, ed: Visitor) -> None:
    from chalicelib.domain.conference import OverlapPolicy

    _policies(overlap=OverlapPolicy.BLOCK)
    ed.get(DANA)
    before = everything()
    answer = ed.post(f"{DANA}/sessions", {"session": "clash", **WHY})
    assert (answer.status, "overlaps “Title of opening”" in answer.words) == (409, True)
    assert (everything(), _acts(HERE)) == (before, [])


def test_the_deadline_is_extended_for_her_alone(
    app: Any, dana: Portal, bob: Portal, ed: Visitor
) -> None:
    assert dana.claim("spring", "second").status == 422
    ed.get(DANA)
    for wrong in ("", "2020-01-01", YESTERDAY, "9999-01-01"):
        refused = ed.post(f"{DANA}/deadline", {"until": wrong, **WHY})
        assert refused.status == 422
        # The form is open, and has what was typed.
        assert refused.text.count("<details open>") == 1
        for typed in (wrong, WHY["reason"]):
            assert f'value="{typed}"' in refused.text
    sent = ed.post(f"{DANA}/deadline", {"until": LATER, **WHY})
    assert sent.location == f"{DANA}?done=extended-untold"
    assert _acts(HERE) == [("extend-deadline", "account:ed", "She called us.")]
    assert "so tell them yourself" in ed.get(f"{DANA}?done=extended-untold").words
    assert "(extended for this person)" in ed.get(DANA).words
    listed = dana.call("GET", "/v1/conferences").json["conferences"][0]
    assert (listed["closed"], listed["deadline"]) == (False, LATER.isoformat())
    assert "Claim by" in browser(app, "dana").get("/conferences/spring").words
    for sessions in (("second",), ("second", "opening")):  # a save keeps it
        assert dana.claim("spring", *sessions).status == 200
    assert bob.claim("spring", "online").status == 422
    assert "Closed" in browser(app, "bob").get("/conferences").words


def test_somebody_who_saved_nothing_yet_is_helped_and_emailed(
    dana: Portal, bob: Portal, ed: Visitor
) -> None:
    his = f"{PEOPLE}/bob"
    ed.get(his)
    sent = ed.post(f"{his}/deadline", {"until": LATER, **WHY})
    assert sent.location == f"{his}?done=extended"
    assert "change your selection until" in last_to(world.BOB).text
    assert ed.post(f"{his}/sessions", {"session": "hybrid", **WHY}).location == f"{his}?done=added"
    assert "Title of hybrid" in last_to(world.BOB).text
    assert bob.claim("spring", "online").status == 200


def test_where_there_is_no_deadline_nothing_is_extended(dana: Portal, ed: Visitor) -> None:
    _policies(deadline=None)
    ed.get(DANA)
    before = everything()
    answer = ed.post(f"{DANA}/deadline", {"until": LATER, **WHY})
    assert (answer.status, "has no deadline" in answer.words) == (409, True)
    assert everything() == before


def test_what_is_registered_under_a_removed_address_moves_to_hers(
    dana: Portal, ed: Visitor
) -> None:
    there = f"{PEOPLE}/~{address_id(HOME)}"
    assert "workshops" in ed.get(there).words
    before = everything()
    for wrong, status in (("not one", 422), (HOME, 409)):
        fields = {"from": address_id(HOME), "email": wrong, **WHY}
        assert ed.post(f"{there}/registration", fields).status == status
    other = {"from": address_id(WORK), "email": NEW, **WHY}  # not this person's
    assert ed.post(f"{there}/registration", other).status == 404
    assert everything() == before
    sent = ed.post(f"{there}/registration", {"from": address_id(HOME), "email": WORK, **WHY})
    assert sent.location == f"{DANA}?done=moved"
    assert [one.type for one in registrations.by_address([WORK, HOME], "spring")[WORK]] == [
        "full",
        "workshops",
    ]
    roster = rosters.load("spring")
    assert roster
    assert len(roster.people[WORK]) == 2
    assert HOME not in roster.people
    assert registrations.of_address(HOME) == []
    assert ed.get(there).status == 404
    assert _acts(HERE) == [("move-registration", "account:ed", "She called us.")]
    for told in (HOME, WORK):
        assert "moved your registration" in last_to(told).text


def test_her_registration_moves_to_an_address_that_nobody_verified(
    dana: Portal, ed: Visitor
) -> None:
    ed.get(DANA)
    sent = ed.post(f"{DANA}/registration", {"from": address_id(WORK), "email": NEW, **WHY})
    assert sent.location == f"{PEOPLE}/~{address_id(NEW)}?done=moved"
    assert "sign in with " + NEW in last_to(NEW).text
    assert dana.call("GET", "/v1/conferences/spring").status == 404


def test_her_account_is_given_back_by_a_new_address(
    app: Any, dana: Portal, olivia: Visitor
) -> None:
    a_passkey("dana")
    olivia.get(DANA)
    assert (
        olivia.post(f"{DANA}/recover", {"email": NEW, **WHY}).location == f"{DANA}?done=recovering"
    )
    for scope in (HERS, HERE):
        assert _acts(scope) == [("recover-account", "account:olivia", "She called us.")]
    assert dana.call("GET", "/v1/account").status == 401
    assert NEW in last_to(WORK).text
    link = f"/set-password/{last_to(NEW).token}"
    hers = Visitor(app)
    assert NEW in hers.get(link).words
    assert accounts.owner_of(NEW) is None
    assert hers.post(link, {"password": "short"}).status == 422
    assert hers.post(link, {"password": PASSWORD}).location == "/conferences"
    assert Visitor(app).get(link).status == 404
    account = accounts.load("dana")
    assert account
    assert [(one.normalised, one.primary) for one in account.verified] == [
        (NEW, True),
        (WORK, False),
    ]
    assert account.passkeys == ()
    assert _acts(HERS)[-1] == ("recovered", "account:dana", "")
    assert "New sign-in" in last_to(WORK).subject
    assert _certificate() in hers.get("/certificates").text
    assert dana.sign_in(NEW, PASSWORD).status == 200


def test_from_an_old_address_a_recovery_is_stopped(app: Any, dana: Portal, olivia: Visitor) -> None:
    olivia.get(DANA)
    olivia.post(f"{DANA}/recover", {"email": NEW, **WHY})
    stolen = f"/set-password/{last_to(NEW).token}"
    dana.call("POST", "/v1/access", {"email": WORK})
    own = Visitor(app)
    link = f"/set-password/{last_to(WORK).token}"
    own.get(link)
    assert own.post(link, {"password": PASSWORD}).status == 303
    assert Visitor(app).get(stolen).status == 404
    assert accounts.owner_of(NEW) is None


def test_a_second_recovery_ends_the_first(app: Any, dana: Portal, olivia: Visitor) -> None:
    olivia.get(DANA)
    mistyped = "dana@nwe.example"
    olivia.post(f"{DANA}/recover", {"email": mistyped, **WHY})
    olivia.post(f"{DANA}/recover", {"email": NEW, **WHY})
    assert Visitor(app).get(f"/set-password/{last_to(mistyped).token}").status == 404
    assert Visitor(app).get(f"/set-password/{last_to(NEW).token}").status == 200


def test_what_cannot_be_recovered_changes_nothing(dana: Portal, olivia: Visitor) -> None:
    give("dana", Role.READER, "fall")
    olivia.get(DANA)
    before = everything()
    assert "Take them off every team" in olivia.post(f"{DANA}/recover", {"email": NEW, **WHY}).words
    for wrong, status, said in (
        (world.BOB, 409, "organizes conferences"),
        ("nobody", 422, "address"),
    ):
        answer = olivia.post(f"{DANA}/recover", {"email": wrong, **WHY})
        assert (answer.status, said in answer.words) == (status, True)
    assert everything() == before
    bob = f"{PEOPLE}/bob"
    olivia.get(bob)
    for wrong, said in (
        (world.ALICE, "on another account"),
        (world.BOB, "verified on the account"),
    ):
        answer = olivia.post(f"{bob}/recover", {"email": wrong, **WHY})
        assert (answer.status, said in answer.words) == (409, True)
    assert everything() == before
    assert _acts(HERE) == []


def test_an_editor_recovers_nobody_and_an_owner_needs_the_passkey_again(
    app: Any, dana: Portal, ed: Visitor
) -> None:
    assert "Recover the account" not in ed.get(DANA).words
    before = everything()
    assert ed.post(f"{DANA}/recover", {"email": NEW, **WHY}).status == 403
    late = browser(app, "olivia")
    late.get(DANA)
    before = everything()
    assert late.post(f"{DANA}/recover", {"email": NEW, **WHY}).status == 403
    assert everything() == before


def test_one_file_has_all_that_is_held_here_and_nothing_of_elsewhere(
    dana: Portal, ed: Visitor, olivia: Visitor
) -> None:
    world.hold(world.spring(id="fall", name="Fall Meeting"))
    world.register(WORK, "fall", type="fall only")
    ed.get(DANA)
    ed.post(f"{DANA}/name", {"name": "Dana Dough", **WHY})
    ed.post(f"{DANA}/deadline", {"until": LATER, **WHY})
    answer = ed.post(f"{DANA}/file", WHY)
    assert answer.headers["content-type"] == "application/json"
    assert "attachment" in answer.headers["content-disposition"]
    held = json.loads(answer.text)
    assert [one["address"] for one in held["registrations"]] == [WORK]
    [here] = held["conferences"]
    assert here["conference_id"] == "spring"
    sent = here["certificates"][0]["deliveries"]
    assert {one["address"]: one["status"] for one in sent} == {WORK: "bounced", HOME: "sent"}
    assert [one["what"] for one in held["log"]][-2:] == ["extend-deadline", "export-person"]
    assert "passkeys" not in held
    assert not re.search(r"\bfall\b", answer.text.lower())  # ids have any letters in a row
    assert _acts(HERE)[-1] == ("export-person", "account:ed", "She called us.")
    give("olivia", Role.OWNER, EVERY)
    olivia.get(DANA)
    whole = json.loads(olivia.post(f"{DANA}/file", WHY).text)
    assert {one["conference_id"] for one in whole["registrations"]} == {"spring", "fall"}
    assert "rename" in [one["what"] for one in whole["log"]]
    assert "passkeys" not in whole
    there = f"{PEOPLE}/~{address_id(HOME)}"
    ed.get(there)
    assert [
        one["type"] for one in json.loads(ed.post(f"{there}/file", WHY).text)["registrations"]
    ] == ["workshops"]


def test_her_own_click_in_between_is_kept(
    dana: Portal, ed: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    _policies(deadline=LATER)
    ed.get(DANA)
    real, times = claim_help.open_conference, [1]

    def raced(*given: Any) -> Any:
        opened = real(*given)
        if times.pop() if times else 0:
            assert dana.claim("spring", "opening", "hybrid", "online").status == 200
        return opened

    monkeypatch.setattr(claim_help, "open_conference", raced)
    assert ed.post(f"{DANA}/sessions", {"session": "second", **WHY}).status == 303
    ticks = claims.at_conference("dana", "spring").claim.ticks
    assert ticks.keys() == {"opening", "hybrid", "online", "second"}


@pytest.mark.parametrize(("what", "sent"), [("sessions", "second"), ("deadline", LATER)])
def test_where_she_keeps_changing_it_nothing_is_half_written(
    dana: Portal, ed: Visitor, monkeypatch: pytest.MonkeyPatch, what: str, sent: Any
) -> None:
    _policies(verified=True, deadline=YESTERDAY)
    ed.get(DANA)
    before = everything()
    real = claim_help.open_conference

    def stale(*given: Any) -> Any:
        opened = real(*given)
        claim = replace(opened.claim, version=opened.claim.version + 1)
        return replace(opened, holdings=replace(opened.holdings, claim=claim))

    monkeypatch.setattr(claim_help, "open_conference", stale)
    answer = ed.post(f"{DANA}/{what}", {"session": sent, "until": sent, **WHY})
    assert (answer.status, "at this moment" in answer.words) == (409, True)
    assert (everything(), _acts(HERE)) == (before, [])


@pytest.mark.parametrize(
    ("where", "name"), [(move_registration, "plan"), (registrations, "held_by")]
)
def test_a_registration_that_changes_meanwhile_is_not_moved(
    dana: Portal, ed: Visitor, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    """After it was planned, or at the last moment before it is written."""
    ed.get(DANA)
    real = getattr(where, name)

    def raced(*given: Any) -> Any:
        found = real(*given)
        world.register(WORK, type="corrected")
        return found

    monkeypatch.setattr(where, name, raced)
    fields = {"from": address_id(WORK), "email": NEW, **WHY}
    assert ed.post(f"{DANA}/registration", fields).status == 409
    assert [one.type for one in registrations.of_address(WORK)] == ["corrected"]
    assert registrations.of_address(NEW) == []
    assert inbox(NEW) == []
    noted = [json.loads(stored.body)["facts"] for stored in audit.chain(HERE)]
    assert [facts.get("refused", "") for facts in noted][-3:] == ["", "yes", ""]


def test_a_removed_address_of_hers_may_be_given_back(dana: Portal, olivia: Visitor) -> None:
    olivia.get(DANA)
    assert olivia.post(f"{DANA}/recover", {"email": HOME, **WHY}).status == 303
    assert "Get back into your account" in last_to(HOME).subject


def _typed(certificate: str, email: str) -> dict[str, tuple[str, dict[str, str]]]:
    """What has an email sent to an address that an organizer types."""
    return {
        "invite": ("/console/spring/team", {"email": email, "role": "reader"}),
        "recover": (f"{DANA}/recover", {"email": email, **WHY}),
        "send": (f"{DANA}/certificates/{certificate}/resend", {"email": email, **WHY}),
        "move": (f"{DANA}/registration", {"from": address_id(WORK), "email": email, **WHY}),
    }


@pytest.mark.parametrize("what", ["invite", "recover", "send", "move"])
def test_a_stolen_session_cannot_spend_the_reputation_of_our_email(
    app: Any, dana: Portal, olivia: Visitor, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    few = settings_with(limit_mail_unknown_network=1)
    monkeypatch.setattr(throttle, "settings", lambda: few)
    unknown.take("account:olivia", datetime.now(UTC))
    olivia.get(DANA)
    before = everything()
    path, fields = _typed(_certificate(), "stranger@else.example")[what]
    refused = olivia.post(path, fields)
    assert (refused.status, "Too many attempts" in refused.words) == (429, True)
    assert refused.headers["retry-after"]
    assert (everything(), inbox("stranger@else.example"), _acts(HERE)) == (before, [], [])
    # Whom we know something of is written to.
    path, fields = _typed(_certificate(), world.ALICE if what == "invite" else HOME)[what]
    assert olivia.post(path, fields).status == 303
