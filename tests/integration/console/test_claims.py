"""Claims: who ticked what, and what became of it; looked through, counted, and taken along as a file."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from zipfile import ZipFile

import pytest

from chalicelib.aws import clients
from chalicelib.domain.audit import By
from chalicelib.domain.claimant import Which
from chalicelib.domain.claims_export import ClaimsExport, Kind, Stage
from chalicelib.errors import Conflict
from chalicelib.services.console import claims as service
from chalicelib.services.console import claims_export
from chalicelib.services.organizers import revoke
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.claims_table import ClaimItem
from chalicelib.store.organizers import claims_exports
from chalicelib.store.people import credentials, rosters
from chalicelib.store.shards import conference_shard
from samples import crowd, world
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer, run_imports
from tests.support.mailroom import forget_messages
from tests.support.ses_events import event, feed

CLAIMS = "/console/spring/claims"
FILES = f"{CLAIMS}/files"
OLIVIA = By("account:olivia")
NOW = datetime.now(UTC)


@pytest.fixture
def certificate(app: Any, alice: Portal) -> str:
    return kept_worlds.made("alice's certificate of two", lambda: _certificate(app, alice))


def _certificate(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening", "second")
    made = str(alice.generate("spring").json["id"])
    run_consumer(app)
    return made


@pytest.fixture
def claimed(certificate: str, bob: Portal) -> None:
    bob.claim("spring", "online")


def _acts() -> list[tuple[str, str, list[str]]]:
    found = [json.loads(stored.body) for stored in audit.chain("CONFERENCE#spring")]
    return [(one["action"], one["who"], one["subjects"]) for one in found]


def _body(found: ClaimsExport) -> bytes:
    held = clients.s3().get_object(Bucket=settings().imports_bucket, Key=f"exports/{found.id}")
    return bytes(held["Body"].read())


def _asked(which: Which = Which.ALL, kind: Kind = Kind.CSV) -> ClaimsExport:
    return claims_export.ask("spring", which, kind, OLIVIA, NOW)


def _now(found: ClaimsExport) -> ClaimsExport:
    again = claims_exports.load(found.id)
    assert again is not None
    return again


def _rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_table_says_who_claimed_what_and_what_became_of_it(
    app: Any, claimed: None, certificate: str, rita: Visitor
) -> None:
    alice = f"Alice Ångström 2 1.83 contact hours 0.18 CEUs {certificate}"
    shown = rita.get(CLAIMS)
    assert f"{alice} Sent, not reported yet" in shown.words
    assert "Bob Virtual 1 0.75 contact hours 0.08 CEUs none yet" in shown.words
    assert 'href="/console/spring/people/bob"' in shown.text
    feed(app, event("delivery", certificate, world.ALICE))
    assert f"{alice} Delivered" in rita.get(CLAIMS).words
    feed(app, event("bounce-no-email", certificate, world.ALICE))
    assert f"{alice} Returned" in rita.get(CLAIMS).words


def test_each_filter_has_its_people_and_their_addresses_to_copy(
    app: Any, claimed: None, certificate: str, rita: Visitor
) -> None:
    for which in ("returned", "failed"):
        assert "There is no one on this list." in rita.get(f"{CLAIMS}?which={which}").words
    waiting = rita.get(f"{CLAIMS}?which=no-certificate").words
    assert "Bob Virtual" in waiting
    assert "Alice" not in waiting
    assert world.BOB in rita.get(f"{CLAIMS}/addresses?which=no-certificate").text
    feed(app, event("bounce-no-email", certificate, world.ALICE))
    assert "Alice" in rita.get(f"{CLAIMS}?which=returned").words
    copied = rita.get(f"{CLAIMS}/addresses?which=returned")
    assert world.ALICE in copied.text
    assert "1 of these people has no address that email reaches now." in copied.words
    assert [("copy-addresses", "account:rita", [one]) for one in ("bob", "alice")] == _acts()


def test_more_addresses_than_a_page_has_are_on_the_next(
    claimed: None, rita: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_ADDRESSES", 1)
    path, copied = f"{CLAIMS}/addresses?which=all", []
    shown = rita.get(path)
    assert "These are the first 1." in shown.words
    while found := re.search(r'href="([^"]*/addresses[^"]*after=[^"]*)"', shown.text):
        copied += re.findall(r"\S+@\S+", shown.text.split("<textarea")[1].split("</textarea>")[0])
        shown = rita.get(unescape(found[1]))
    copied += re.findall(r"\S+@\S+", shown.text.split("<textarea")[1].split("</textarea>")[0])
    assert "These are the last." in shown.words
    assert sorted(copied) == [world.ALICE, world.BOB]
    assert sorted(one for _, _, one in _acts()) == [["alice"], ["bob"]]


def test_who_has_a_certificate_that_failed_or_was_revoked_is_no_one_to_remind(
    app: Any, alice: Portal, bob: Portal, rita: Visitor
) -> None:
    alice.claim("spring", "opening")
    assert alice.generate("spring").status == 202
    forget_messages()
    bob.claim("spring", "online")
    taken_back = str(bob.generate("spring").json["id"])
    run_consumer(app)
    location = snapshots.locate(
        str(alice.call("GET", "/v1/certificates").json["certificates"][0]["id"])
    )
    assert location
    certificates.mark_failed(location)
    revoke.revoke(taken_back, "Issued in error", True, OLIVIA, NOW)
    assert "There is no one" in rita.get(f"{CLAIMS}?which=no-certificate").words
    failed = rita.get(f"{CLAIMS}?which=failed").words
    assert "Alice" in failed
    assert "Bob" not in failed
    assert "revoked" in rita.get(CLAIMS).words


def test_the_name_is_the_certificates_or_the_accounts_or_an_address(
    app: Any, alice: Portal, bob: Portal, rita: Visitor
) -> None:
    alice.claim("spring", "opening")
    alice.generate("spring", name="Dr. A. Ångström")
    credentials.rename("bob", "")
    bob.claim("spring", "online")
    shown = rita.get(CLAIMS).words
    assert "Dr. A. Ångström" in shown
    assert world.BOB in shown


def test_pages_have_everybody_once(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd.gather(11)
    monkeypatch.setattr(service, "PAGE", 3)
    after, seen = "", []
    for _ in range(4):
        found = service.table("spring", Which.ALL, after)
        seen += [row.one.account_id for row in found.rows]
        after = found.after
    assert (after, sorted(seen)) == ("", sorted(f"person{n}" for n in range(11)))


def test_a_page_goes_on_from_the_last_one(
    claimed: None, rita: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "PAGE", 1)
    first = rita.get(CLAIMS)
    [further] = re.findall(r'href="(/console/spring/claims\?[^"]*after=[^"]*)"', first.text)
    second = rita.get(further.replace("&amp;", "&"))
    assert ("Alice" in first.words) != ("Alice" in second.words)
    assert "First page" in second.words
    assert "Next page" not in second.words
    last = next(f"~{n}" for n in range(999) if conference_shard("spring", f"~{n}").endswith("#7"))
    assert "That was everyone." in rita.get(f"{CLAIMS}?after={last}").words


def test_sessions_say_how_many_ticked_them_and_have_them(
    claimed: None, alice: Portal, rita: Visitor
) -> None:
    alice.claim("spring", "opening")  # "second" stays on the certificate
    shown = rita.get(f"{CLAIMS}/sessions").words
    for title, figures in (
        ("opening", "1 1"),
        ("second", "0 1"),
        ("online", "1 0"),
        ("clash", "0 0"),
    ):
        assert re.search(rf"Title of {title} \w+ \d+, \d+ {figures}\b", shown), title
    assert "Title of lunch" not in shown  # it carries no credit, and nobody has it


def test_what_0_1_0_did_not_keep_is_counted_nowhere_and_said(claimed: None, rita: Visitor) -> None:
    ClaimItem("ACCOUNT#alice", "CONF#spring#CLAIM").update([ClaimItem.issued.remove()])
    shown = rita.get(f"{CLAIMS}/sessions").words
    assert "1 certificate issued before the portal kept this isn't counted here." in shown


def test_days_are_bars_and_the_same_figures_a_table(
    app: Any, claimed: None, certificate: str, rita: Visitor
) -> None:
    report = event("delivery", certificate, world.ALICE)
    report["delivery"]["timestamp"] = NOW.isoformat()
    feed(app, report)
    shown = rita.get(f"{CLAIMS}/days")
    today = world.spring().today(NOW)
    day = f"{today:%b} {today.day}, {today.year}"
    assert f"Claimed: 2; the most, 2, on {day}" in shown.text
    assert f"<title>{day}: 1</title>" in shown.text
    assert re.search(rf"{day} 2 1 1\b", shown.words)
    for said in ("Claimed 2", "Issued 1", "Delivered 1", "No certificate yet 1"):
        assert said in shown.words, said


def test_a_few_are_a_file_at_once(claimed: None, certificate: str, ed: Visitor) -> None:
    ed.get(FILES)
    page = ed.post(FILES, {"which": "all", "kind": "csv"}).location
    assert "The file is ready. It has 2 people." in ed.get(page).words
    assert "?" in (ed.get(f"{page}/download").location or "")
    [file] = claims_exports.of_conference("spring")
    first, second = sorted(_rows(_body(file)), key=lambda row: row["Name"])
    assert (first["Email"], first["Contact hours"], first["CEUs"]) == (world.ALICE, "1.83", "0.18")
    assert (first["Certificate"], first["Certificate state"]) == (certificate, "sent")
    assert (second["Name"], second["Sessions"], second["Certificate"]) == ("Bob Virtual", "1", "")
    acts = _acts()
    assert [(act, who) for act, who, _ in acts] == [
        (act, "account:ed") for act in ("ask-for-claims", "export-claims", "download-claims")
    ]
    assert sorted(acts[1][2]) == ["alice", "bob"]


def test_a_name_that_is_a_formula_stays_a_name(app: Any, alice: Portal, team: None) -> None:
    alice.claim("spring", "opening")
    credentials.rename("alice", '=HYPERLINK("https://evil.example")')
    [row] = _rows(_body(_asked()))
    assert row["Name"].startswith("'=HYPERLINK")
    book = ZipFile(io.BytesIO(_body(_asked(kind=Kind.XLSX))))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert b"=HYPERLINK" in book.read("xl/sharedStrings.xml")


def test_many_are_made_by_the_consumer(
    app: Any, claimed: None, ed: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_export, "AT_ONCE", 1)
    ed.get(FILES)
    page = ed.post(FILES, {"which": "all", "kind": "xlsx"}).location
    assert "The file is being made" in ed.get(page).words
    assert ed.get(f"{page}/download").status == 404
    rosters.change("spring", {}, [world.BOB])  # his claim stays, and his address is his account's
    run_imports(app)
    assert "The file is ready. It has 2 people." in ed.get(page).words
    assert "Everybody, Excel" in ed.get(FILES).words
    [file] = claims_exports.of_conference("spring")
    texts = ZipFile(io.BytesIO(_body(file))).read("xl/sharedStrings.xml").decode()
    assert world.BOB in texts
    run_imports(app)
    assert [act for act, _, _ in _acts()] == ["ask-for-claims", "export-claims"]


def test_a_lost_message_is_sent_again_by_the_sweep(
    app: Any, claimed: None, team: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_export, "AT_ONCE", 0)
    found = _asked()
    forget_messages()
    claims_export.sweep(NOW + timedelta(minutes=30))
    assert run_imports(app) == []
    claims_export.sweep(NOW + timedelta(minutes=40))
    run_imports(app)
    assert _now(found).stage is Stage.MADE
    assert claims_exports.unfinished() == []


def test_what_cannot_be_made_is_given_up_with_a_sentence(
    claimed: None, ed: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_export, "AT_ONCE", 0)
    found = _asked()
    for _ in range(7):
        claims_export.sweep(_now(found).changed_at + timedelta(days=2))
    assert _now(found).stage is Stage.FAILED
    shown = ed.get(f"{FILES}/{found.number}").words
    assert "The file couldn't be made. Make it again ." in shown
    claims_export.give_up(found.id, NOW)
    assert claims_exports.unfinished() == []


def test_a_file_is_gone_after_a_week(claimed: None, team: None) -> None:
    found = _asked()
    assert claims_export.link("spring", found.number, OLIVIA, NOW)
    assert claims_export.link("spring", found.number, OLIVIA, NOW + timedelta(days=8)) is None


def test_two_who_make_one_file_make_one(claimed: None, team: None) -> None:
    found = _asked()
    with pytest.raises(Conflict):
        claims_exports.change(
            ClaimsExport(found.id, Which.ALL, Kind.CSV, OLIVIA.who, NOW, NOW), found, NOW
        )
    assert claims_export.make(found.id, NOW) == _now(found)


def test_files_of_another_conference_are_not_there(claimed: None, ed: Visitor) -> None:
    world.hold(world.spring(id="fall"), ())
    other = claims_export.ask("fall", Which.ALL, Kind.CSV, OLIVIA, NOW)
    assert ed.get(f"{FILES}/{other.number}").status == 404
    assert ed.get(f"{FILES}/{other.number}/download").status == 404


def test_a_reader_has_no_file_made(claimed: None, rita: Visitor) -> None:
    assert "An editor can request one." in rita.get(FILES).words
