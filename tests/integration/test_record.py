"""What a person was issued between two dates: what stands, added up."""

import csv
import io
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pdfua
import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

from chalicelib.aws import queue, storage
from chalicelib.domain.audit import By
from chalicelib.domain.certificate import Location
from chalicelib.domain.conference import Policies, Rounding
from chalicelib.domain.throttle import Limit
from chalicelib.services.certificates.record import record
from chalicelib.services.certificates.record_csv import record_csv
from chalicelib.services.organizers.revoke import revoke
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.people import accounts
from chalicelib.wording import long_date, short_date
from samples import world
from tests.integration.documents import reading, structure_reading
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer

DAY = timedelta(days=1)
OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga")
FORMULA = '=HYPERLINK("https://evil.example";"Click")'


@pytest.fixture
def three(app: Any, alice: Portal) -> list[str]:
    """Alice's certificates of three conferences, each of another zone and policy."""
    return kept_worlds.made("three certificates", lambda: _three(app, alice))


def _three(app: Any, alice: Portal) -> list[str]:
    for conference_id, name, zone, rounding in (
        (
            "north",
            "Nordic Counseling Days — Ångström",
            "Europe/Oslo",
            Rounding(increment_minutes=15),
        ),
        ("isle", FORMULA, "Pacific/Auckland", Rounding(1, 1)),
    ):
        world.hold(
            world.spring(
                id=conference_id, name=name, time_zone=zone, policies=Policies(rounding=rounding)
            )
        )
        world.register(world.ALICE, conference_id)
    ids = []
    for conference_id in ("spring", "north", "isle"):
        assert alice.claim(conference_id, "opening", "second").status == 200
        made = alice.generate(conference_id, name="Alice")
        assert made.status == 202, made.body
        ids.append(made.json["id"])
    run_consumer(app)
    return ids


def test_three_conferences_add_up(alice: Portal, three: list[str]) -> None:
    found = alice.call("GET", "/v1/record").json
    assert [each["id"] for each in found["certificates"]] == three
    # 110 minutes each: 1.83 h and 0.18 CEU; quarter hours 1.75 and 0.18; one place 1.8 and 0.2.
    assert found["totals"] == {
        "contact_minutes": 330, "contact_hours": "5.38", "ceus": "0.56", "credits": []
    }  # fmt: skip


def test_a_replaced_and_a_revoked_certificate_leave_it(alice: Portal, three: list[str]) -> None:
    alice.claim("spring", "opening")
    newer = alice.generate("spring", name="Alice").json["id"]
    revoke(three[1], "Never held.", True, OLGA, world.NOW)
    found = alice.call("GET", "/v1/record").json
    assert [each["id"] for each in found["certificates"]] == [three[2], newer]
    assert found["totals"]["contact_minutes"] == 170


def test_another_persons_record_is_empty(bob: Portal, three: list[str]) -> None:
    assert bob.call("GET", "/v1/record").json["certificates"] == []


def test_only_the_days_asked_for_count(alice: Portal, three: list[str]) -> None:
    day = (datetime.now(UTC) - timedelta(days=2)).date()  # yesterday west of UTC
    found = alice.call("GET", f"/v1/record?from=2020-01-01&to={day}").json
    assert found["certificates"] == []
    assert found["totals"]["contact_hours"] == "0.00"
    refused = alice.call("GET", "/v1/record?from=soon")
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "from")


def test_days_are_those_of_the_conference_on_every_page(
    app: Any, alice: Portal, three: list[str], visitor: Visitor
) -> None:
    issued = datetime(2026, 3, 11, 3, 0, tzinfo=UTC)  # 10 PM of March 10 in Chicago
    location = Location("alice", "spring", 1)
    item = CertificateItem(account_key("alice"), certificate_key(location))
    revoke(three[2], "Never held.", True, OLGA, issued)  # 4 PM of March 11 in Auckland
    old = CertificateItem.time_zone.remove()  # as version 0.1.0 stored it
    for action in ([CertificateItem.issued_at.set(issued)], [old]):
        item.update(action)
        page = visitor.get("/certificates").words
        assert "issued Mar 10, 2026" in page
        assert "Revoked Mar 11, 2026" in page
        dates = "from=2026-03-10&to=2026-03-10"
        assert "Issued Mar 10, 2026" in visitor.get(f"/record?{dates}").words
        assert "2026-03-10" in visitor.get(f"/record.csv?{dates}").text
    asked = alice.call("POST", "/v1/records", {"from": "2026-03-10", "to": "2026-03-10"})
    run_consumer(app)
    today = datetime.now(ZoneInfo("Pacific/Auckland")).date()  # where the newest was issued
    assert f"Made {short_date(today)}" in visitor.get("/record").words
    revoke(three[0], "Never held.", True, OLGA, issued)
    verified = Visitor(app).get(f"/verify/{asked.json['id']}").words
    assert "issued Mar 10, 2026" in verified
    assert "revoked on Tuesday, March 10, 2026" in verified
    assert long_date(datetime.now(ZoneInfo("America/Chicago")).date()) in verified


def test_a_spreadsheet_reads_every_name_and_runs_no_formula(three: list[str]) -> None:
    account = accounts.load("alice")
    assert account is not None
    text = record_csv(record(account, "", "", datetime.now(UTC)))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    names = [row[0] for row in rows[1:4]]
    assert names == [world.spring().name, "Nordic Counseling Days — Ångström", f"'{FORMULA}"]
    assert rows[-1][3:6] == ["330", "5.38", "0.56"]


@pytest.fixture
def made(app: Any, alice: Portal, three: list[str]) -> str:
    """The ID of a PDF of all three."""
    asked = alice.call("POST", "/v1/records", {})
    assert (asked.status, asked.json["status"]) == (202, "queued")
    early = alice.call("GET", f"/v1/records/{asked.json['id']}/pdf")
    assert (early.status, early.headers["Retry-After"]) == (409, "5")
    run_consumer(app)
    return str(asked.json["id"])


def test_its_code_leads_to_the_page_that_says_the_same(
    app: Any, alice: Portal, three: list[str], made: str, tmp_path: Path
) -> None:
    pyzbar = pytest.importorskip("pyzbar.pyzbar", exc_type=ImportError)  # needs libzbar0
    pdf = storage.get_pdf(made)
    (tmp_path / "record.pdf").write_bytes(pdf)
    drawing = [
        "pdftoppm",
        "-png",
        "-r",
        "120",
        "-l",
        "1",
        tmp_path / "record.pdf",
        tmp_path / "page",
    ]
    subprocess.run(drawing, check=True)
    [code] = pyzbar.decode(Image.open(next(tmp_path.glob("page*.png"))))
    address = code.data.decode()
    assert address.endswith(f"/verify/{made}")
    page = Visitor(app).get(f"/verify/{made}").words
    printed = reading.text_of(pdf)
    assert "None of its certificates has been revoked or replaced since." in page
    for words in ("5.38", "0.56", made, *three, "Nordic Counseling Days — Ångström", FORMULA):
        assert words in printed, words
        assert words in page, words
    read = structure_reading.read(pdf)
    tags = [node.tag for node in read.tree.walk()]
    assert (tags.count("H1"), tags.count("Table"), tags.count("Figure")) == (1, 1, 1)
    assert read.unmarked == []
    assert list(pdfua.validate(tmp_path / "record.pdf").findings) == []
    with pikepdf.open(tmp_path / "record.pdf") as document:
        findings = {finding.rule for finding in pikepdf.pdfa.check(document, "2b").findings}
    # It knows no extension schema, which one file for two standards needs.
    assert findings == {"ISO_19005_2:6.6.2.3.1-1"}
    listed = alice.call("GET", "/v1/record").json["documents"]
    assert [(each["id"], each["status"]) for each in listed] == [(made, "made")]
    assert alice.call("GET", f"/v1/records/{made}/pdf").status == 302


def test_the_same_again_is_the_same_pdf_and_what_is_lost_is_queued_again(
    app: Any, alice: Portal, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise OSError("the queue is away")

    with monkeypatch.context() as away:
        away.setattr(queue, "send", lost)
        first = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    assert alice.call("GET", f"/v1/records/{first}").json["status"] == "queued"
    monkeypatch.setattr("chalicelib.domain.kept_record.ASKED_AGAIN_AFTER", timedelta(0))
    assert alice.call("POST", "/v1/records", {}).json["id"] == first
    run_consumer(app)
    again = alice.call("POST", "/v1/records", {})
    assert (again.status, again.json["id"], again.json["status"]) == (200, first, "made")


def test_its_page_names_what_was_revoked_or_reissued_since(
    app: Any, alice: Portal, three: list[str], made: str
) -> None:
    before = storage.get_pdf(made)
    revoke(three[1], "Never held.", True, OLGA, world.NOW)
    assert alice.generate("spring", name="Alice A. Long").status == 202
    page = Visitor(app).get(f"/verify/{made}").words
    assert "some of its certificates have changed since" in page
    assert f"{three[1]}: revoked on" in page
    assert f"{three[0]}: reissued on" in page
    assert "hours unchanged" in page
    assert f"{three[2]}: " not in page
    assert storage.get_pdf(made) == before
    # A new one leaves out what was revoked.
    newer = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    assert newer != made
    assert three[1] not in reading.text_of(storage.get_pdf(newer))


def test_another_person_finds_none_of_it_and_nothing_is_printed_of_nothing(
    bob: Portal, made: str
) -> None:
    assert bob.call("GET", f"/v1/records/{made}").status == 404
    assert bob.call("GET", f"/v1/records/{made}/pdf").status == 404
    refused = bob.call("POST", "/v1/records", {})
    assert (refused.status, refused.json["errors"][0]["code"]) == (422, "no_certificates")


@pytest.mark.usefixtures("one_window")
def test_a_person_is_given_so_many_a_day(
    alice: Portal, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.services.certificates.keep_record.NEW_RECORDS", Limit(1, DAY))
    assert alice.call("POST", "/v1/records", {}).status == 202
    assert alice.call("POST", "/v1/records", {"from": "2020-01-01"}).status == 429
    assert alice.call("POST", "/v1/records", {}).status == 202  # the same one


def test_of_a_deleted_account_it_can_still_be_verified_and_its_pdf_is_gone(
    app: Any, alice: Portal, made: str
) -> None:
    assert alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD}).status == 204
    assert "5.38 contact hours" in Visitor(app).get(f"/verify/{made}").words
    with pytest.raises(Exception, match="NoSuchKey"):
        storage.get_pdf(made)


@pytest.fixture
def visitor(app: Any, three: list[str]) -> Visitor:
    """Alice at the pages."""
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    return visitor


def test_a_renewal_says_how_far_a_person_is_and_fills_the_dates(visitor: Visitor) -> None:
    visitor.get("/record/renewals")
    by = datetime.now(UTC).date() - timedelta(days=2)  # over, west of UTC too: the next is open
    fields = {
        "label": ["Texas LPC", "Ethics"],
        "ends_on": [by.isoformat(), "2101-01-01"],
        "years": ["5", "x"],
        "goal": ["60", "0"],
        "counts": ["contact_hours", "ethics"],
    }
    refused = visitor.post("/record/renewals", fields)
    assert refused.status == 422
    assert "Enter how many years it covers, from 1 to 10." in refused.words
    assert "Texas LPC" in refused.text
    kept = {name: values[:1] for name, values in fields.items()}
    assert visitor.post("/record/renewals", kept).location.endswith("/record?says=renewals")
    page = visitor.get("/record?says=renewals")
    # Only what was issued since the last window counts: all of it, today.
    assert "5.38 of 60 contact hours so far" in page.words
    assert "54.62 to go" in page.words
    last = by.replace(year=by.year + 5) if (by.month, by.day) != (2, 29) else by
    span = f"/record?from={(by + timedelta(days=1)).isoformat()}&amp;to={last.isoformat()}"
    assert span in page.text
    shown = visitor.get(span.replace("&amp;", "&"))
    assert f'name="to" value="{last.isoformat()}"' in shown.text


def test_a_program_keeps_renewals_too(alice: Portal, three: list[str]) -> None:
    body = {"renewals": [{"label": "Illinois", "ends_on": "2099-11-30", "years": 2, "goal": "1.5"}]}
    kept = alice.call("PUT", "/v1/account/renewals", body)
    assert kept.json == {"renewals": [{**body["renewals"][0], "counts": "contact_hours"}]}
    assert alice.call("GET", "/v1/account/renewals").json == kept.json
    [found] = alice.call("GET", "/v1/record").json["renewals"]
    assert (found["from"], found["to"]) == ("2097-12-01", "2099-11-30")
    assert (found["earned"], found["left"]) == ("0.00", "1.50")
    assert "Illinois" in alice.call("GET", "/v1/account/export").body.decode()
    bad = alice.call(
        "PUT", "/v1/account/renewals", {"renewals": [body["renewals"][0] | {"years": 0}]}
    )
    assert bad.json["errors"][0]["field"] == "renewals[0].years"


def test_the_page_makes_a_pdf_and_links_it(app: Any, visitor: Visitor) -> None:
    visitor.get("/record")
    asked = visitor.post("/record", {"from": "", "to": ""})
    assert asked.status == 303
    assert "The PDF is being made." in visitor.get(asked.location).words
    run_consumer(app)
    page = visitor.get("/record")
    link = page.text.split('/pdf">')[0].rsplit('href="', 1)[1] + "/pdf"
    assert visitor.get(link[link.index("/record/") :]).status == 302
