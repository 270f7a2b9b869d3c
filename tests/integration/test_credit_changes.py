"""Credit types, schedules and licenses that change after somebody claimed: what was issued stays as it is,
and every place says the same of what is claimed now.
"""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from chalicelib.documents.certificate import render
from chalicelib.store.certificates import certificates, snapshots
from samples import world
from tests.integration.ops.operator import ops, refused, stored, written
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer

SETTINGS = """\
[[credit]]
id = "nbcc"
label = "NBCC clock hours"
increment_minutes = 15
round_per = "session"

[[credit]]
id = "ethics"
label = "Ethics hours"
cap = 2
live = true
"""
HEAD = "id,title,date,starts_at,ends_at,format,contact_minutes,credits"
DAY = world.FIRST_DAY.isoformat()
ROWS = {
    "a": f"a,First,{DAY},8:00,8:50,in_person,50,nbcc:50; ethics:50",
    "b": f"b,Second,{DAY},9:00,10:00,in_person,60,nbcc:60; ethics:60",
    "c": f"c,Third,{DAY},11:00,12:00,hybrid,60,nbcc:60; ethics:60",
    "d": f"d,Fourth,{DAY},13:00,14:00,in_person,0,ethics:60",
}


def settle(folder: Path, text: str) -> str:
    return ops("conference", "spring", "--file", written(folder, "settings.toml", text))


def program(folder: Path, *names: str, **changed: str) -> str:
    """Import these sessions alone; `changed` are rows that are other than before."""
    rows = [(ROWS | changed)[name] for name in names]
    file = written(folder, "schedule.csv", HEAD, *rows)
    return ops(
        "import-schedule", file, "--id", "spring", "--time-zone", "America/Chicago", "--prune"
    )


@pytest.fixture
def certificate(app: Any, alice: Portal, tmp_path: Path) -> str:
    """Alice's, of all four sessions."""
    settle(tmp_path, SETTINGS)
    program(tmp_path, *ROWS)
    assert alice.claim("spring", *ROWS).status == 200
    made = str(alice.generate("spring", name="Alice").json["id"])
    run_consumer(app)
    return made


@pytest.fixture
def visitor(app: Any, certificate: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    return visitor


def amounts(totals: list[dict[str, Any]]) -> dict[str, str]:
    return {each["label"]: each["amount"] for each in totals}


def pdf_of(public_id: str) -> bytes:
    snapshot = snapshots.load(public_id)
    assert snapshot is not None
    return render(snapshot).pdf


def content(visitor: Visitor, public_id: str) -> str:
    """What the public page says of a certificate, but for whether it still counts."""
    return visitor.get(f"/verify/{public_id}").words.partition("What it says")[2]


def test_what_was_issued_stays_whatever_changes(
    alice: Portal, visitor: Visitor, certificate: str, tmp_path: Path
) -> None:
    before = (
        pdf_of(certificate),
        content(visitor, certificate),
        alice.call("GET", f"/v1/certificates/{certificate}").json,
        alice.call("GET", "/v1/record").json["certificates"],
    )
    assert amounts(before[2]["credits"]) == {"NBCC clock hours": "2.75", "Ethics hours": "2.00"}
    settle(tmp_path, SETTINGS.replace("NBCC clock", "Clock").replace("cap = 2", "cap = 1"))
    program(tmp_path, "b", "c", "d", b=ROWS["b"].replace(",60,nbcc:60", ",30,nbcc:30"))
    after = (
        pdf_of(certificate),
        content(visitor, certificate),
        alice.call("GET", f"/v1/certificates/{certificate}").json,
        alice.call("GET", "/v1/record").json["certificates"],
    )
    assert after == before
    card = visitor.get("/conferences").words
    issued = "4 sessions, 2.83 contact hours, 0.28 CEUs, 2.75 NBCC clock hours, 2.00 Ethics hours"
    assert f"{issued} , on your certificate" in card


def test_a_lower_cap_and_another_name_are_the_same_in_every_place(
    alice: Portal, visitor: Visitor, certificate: str, tmp_path: Path
) -> None:
    settle(tmp_path, SETTINGS.replace("NBCC clock", "Clock").replace("cap = 2", "cap = 1.5"))
    expected = {"Clock hours": "2.75", "Ethics hours": "1.50"}
    (listed,) = alice.call("GET", "/v1/conferences").json["conferences"]
    opened = alice.call("GET", "/v1/conferences/spring").json["claim"]
    assert amounts(listed["claim"]["credits"]) == amounts(opened["credits"]) == expected
    assert all(each["capped"] == (each["id"] == "ethics") for each in listed["claim"]["credits"])
    page = visitor.get("/conferences/spring").words
    assert "Clock hours 2.75" in page
    assert "Ethics hours 1.50" in page
    newer = alice.generate("spring", name="Alice").json
    assert amounts(newer["credits"]) == expected
    assert newer["id"] != certificate
    # The sessions are the same and the hours are not: the old one is not said to be as good.
    old = visitor.get(f"/verify/{certificate}").words
    assert "Genuine when issued; ask the holder for the newer one." in old
    assert "hours unchanged" not in old


def test_a_type_under_another_name_leaves_the_hours_unchanged(
    alice: Portal, visitor: Visitor, certificate: str, tmp_path: Path
) -> None:
    record = alice.call("POST", "/v1/records", {}).json["id"]
    settle(tmp_path, SETTINGS.replace("NBCC clock", "Clock"))
    assert alice.generate("spring", name="Alice").json["id"] != certificate
    for public_id in (certificate, record):
        assert "hours unchanged" in visitor.get(f"/verify/{public_id}").words, public_id


def test_a_withdrawn_session_counts_nowhere_and_is_named(
    alice: Portal, visitor: Visitor, certificate: str, tmp_path: Path
) -> None:
    program(tmp_path, "b", "c", "d")
    expected = {"NBCC clock hours": "2.00", "Ethics hours": "2.00"}
    claim = alice.call("GET", "/v1/conferences/spring").json["claim"]
    assert amounts(claim["credits"]) == expected
    page = visitor.get("/conferences/spring").words
    assert "NBCC clock hours 2.00" in page
    refusal = alice.generate("spring", name="Alice")
    assert refusal.status == 422
    (error,) = refusal.json["errors"]
    assert "“First” " in error["message"]
    assert "was withdrawn from the program. Deselect it." in error["message"]
    assert amounts(alice.claim("spring", "b", "c", "d").json["credits"]) == expected
    assert amounts(alice.generate("spring", name="Alice").json["credits"]) == expected


def test_a_type_goes_once_no_session_carries_it_and_its_certificates_keep_it(
    alice: Portal, visitor: Visitor, certificate: str, tmp_path: Path
) -> None:
    nbcc = SETTINGS.partition("\n\n")[0]
    less = written(tmp_path, "less.toml", nbcc)
    assert "4 sessions carry “ethics”." in refused("conference", "spring", "--file", less)
    without = {
        name: row.replace("; ethics:50", "").replace("; ethics:60", "")
        for name, row in ROWS.items()
    }
    program(tmp_path, "a", "b", "c", **without)  # the fourth is withdrawn, with its ethics minutes
    settle(tmp_path, nbcc)
    claim = alice.call("GET", "/v1/conferences/spring").json["claim"]
    (listed,) = alice.call("GET", "/v1/conferences").json["conferences"]
    assert amounts(claim["credits"]) == amounts(listed["claim"]["credits"]) == {
        "NBCC clock hours": "2.75"
    }  # fmt: skip
    assert "2.00" in content(visitor, certificate).partition("Ethics hours")[2][:10]
    # What is gone from the program earns nothing when it comes back.
    assert [(one.id, one.credits) for one in stored().withdrawn if one.id == "d"] == [("d", ())]
    # A board's export still has what certificates print.
    file = tmp_path / "board.csv"
    ops("roster", "spring", "--rows", "certificate", "--csv", file)
    (row,) = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    assert (row["credit.nbcc"], row["credit.ethics"]) == ("2.75", "2.00")


def test_what_was_watched_later_is_not_said_to_count_where_only_live_sessions_do(
    alice: Portal, visitor: Visitor, tmp_path: Path
) -> None:
    later = world.NOW.date().isoformat()
    alice.claim("spring", "a", c=later)
    made = alice.generate("spring", name="Alice").json
    assert amounts(made["credits"]) == {"NBCC clock hours": "1.75", "Ethics hours": "0.83"}
    page = content(visitor, made["id"])
    assert "NBCC clock hours: 50 min · Ethics hours: 50 min" in page
    assert "NBCC clock hours: 60 min" in page
    assert "Ethics hours: 60 min" not in page
    # One that earns nothing at all says no amounts.
    program(tmp_path, "d", d=ROWS["d"].replace("in_person", "virtual"))
    alice.claim("spring", d=later)
    assert (
        "1:00–2:00 PM · Virtual · Ethics hours 60 min" in visitor.get("/conferences/spring").words
    )
    nothing = alice.generate("spring", name="Alice").json["id"]
    assert f"Alice , {world.spring().name} What it says" in visitor.get(f"/verify/{nothing}").words


def test_a_license_that_a_type_asks_for_is_asked_for_until_it_is_chosen(
    alice: Portal, visitor: Visitor, tmp_path: Path
) -> None:
    settle(tmp_path, SETTINGS + 'license = "LPC"\n')
    needed = "For Ethics hours, the certificate has to print your license (LPC). "
    path = "/v1/conferences/spring/certificates"

    def said(**body: str) -> str:
        answer = alice.call("POST", path, {"name": "Alice", **body})
        assert answer.status == 422, answer.body
        (error,) = answer.json["errors"]
        assert error["field"] == "license"
        return str(error["message"])

    assert said() == needed + "Add it to your account, then choose it here."
    page = visitor.get("/conferences/spring")
    assert "To count Ethics hours, the certificate has to print your license (LPC)." in page.words
    assert 'href="/account/licenses">Add a license' in page.text
    kept = [{"board": "Texas", "kind": kind, "number": "0012"} for kind in ("lpc", "LMFT")]
    ids = [
        each["id"]
        for each in alice.call("PUT", "/v1/account/licenses", {"licenses": kept}).json["licenses"]
    ]
    assert said() == said(license=ids[1]) == needed + "Choose it here."
    visitor.get("/conferences/spring")
    made = alice.call("POST", path, {"name": "Alice", "license": ids[0]})
    assert made.status == 202
    # Without what asks for it, none is needed.
    alice.call("PUT", "/v1/account/licenses", {"licenses": []})
    assert said(license=ids[0]).startswith("You don't have this license anymore.")
    assert "0012" in pdf_text(made.json["id"])


def pdf_text(public_id: str) -> str:
    from tests.integration.documents import reading

    return reading.text_of(pdf_of(public_id))


def test_five_licenses_are_kept_and_a_sixth_changes_nothing(alice: Portal) -> None:
    five = [
        {"board": board, "kind": "LPC", "number": number}
        for board, number in (
            ("Texas", "007"), ("日本", "１２３"), ("O'Brien & Söhne", "=1+1"), ("متن", "٣٤"), ("x" * 80, "🧠")
        )
    ]  # fmt: skip
    kept = alice.call("PUT", "/v1/account/licenses", {"licenses": five})
    assert kept.status == 200, kept.body
    sixth = [*five, {"board": "Ohio", "kind": "LSW", "number": "1"}]
    refusal = alice.call("PUT", "/v1/account/licenses", {"licenses": sixth})
    assert (refusal.status, refusal.json["errors"][0]["field"]) == (422, "licenses")
    assert alice.call("GET", "/v1/account/licenses").json == kept.json


def test_lists_show_the_totals_of_a_certificate_from_before_they_were_kept_once_reindexed(
    alice: Portal, visitor: Visitor, tmp_path: Path
) -> None:
    settle(tmp_path, 'totals = ["clock_hours"]')
    alice.claim("spring", "a")
    made = alice.generate("spring", name="Alice").json["id"]
    snapshot = snapshots.load(made)
    assert snapshot is not None
    _forget_totals(snapshot.certificate_location)
    assert "0.83 contact hours" in visitor.get("/record").words
    for wrong in (1, 0):
        assert f"Certificates whose lists were wrong: {wrong}" in ops("reindex")
    for place in ("/record", "/certificates", f"/verify/{made}"):
        words = visitor.get(place).words
        assert "0.83 clock hours" in words, place
        assert "0.83 contact hours" not in words, place


def _forget_totals(location: Any) -> None:
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.keys import account_key, certificate_key

    item = CertificateItem.get(account_key(location.account_id), certificate_key(location))
    item.update([CertificateItem.printed.remove()])
    assert certificates.load(location).printed == ()  # type: ignore[union-attr]
