"""Which names the built-in total is printed under, and that what is not earned is not printed."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from chalicelib.aws import storage
from chalicelib.documents.certificate import render
from chalicelib.store.certificates import snapshots
from samples import world
from tests.integration.documents import reading
from tests.integration.ops.operator import ops, refused, stored, written
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer
from tests.support.mail import last_to


def settle(folder: Path, *lines: str) -> str:
    return ops("conference", "spring", "--file", written(folder, "s.toml", *lines))


def printed(public_id: str) -> str:
    """The PDF's text, spaces as one."""
    snapshot = snapshots.load(public_id)
    assert snapshot is not None
    pages = PdfReader(io.BytesIO(render(snapshot).pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("totals", "shown", "missing"),
    [
        (["clock_hours"], ["1.00 clock hours", "Clock hours"], ["contact hours", "CEUs"]),
        (["ceus"], ["0.10 CEUs"], ["contact hours", "clock hours"]),
        (
            ["contact_hours", "clock_hours", "ceus"],
            ["1.00 contact hours", "1.00 clock hours", "0.10 CEUs"],
            [],
        ),
    ],
)
def test_a_conference_prints_the_totals_it_names(
    app: Any, alice: Portal, tmp_path: Path, totals: list[str], shown: list[str], missing: list[str]
) -> None:
    assert f"totals: contact_hours, ceus → {', '.join(totals)}" in settle(
        tmp_path, f"totals = {totals}"
    )
    alice.claim("spring", "opening")
    made = alice.generate("spring").json["id"]
    run_consumer(app)
    texts = {
        "pdf": printed(made),
        "page": alice.call("GET", f"/verify/{made}").body.decode(),
        "email": last_to(world.ALICE).html + last_to(world.ALICE).text,
    }
    for place, text in texts.items():
        assert all(words.split()[0] in text for words in shown), place
        assert all(_label(words) in text.casefold() for words in shown), place
        # What rounding is explained by may name the other unit.
        body = text.split("rounded once")[0].replace("10 contact hours", "")
        if place != "page":
            assert not [words for words in missing if words.casefold() in body.casefold()], place


def _label(words: str) -> str:
    return " ".join(word for word in words.split() if not word[0].isdigit()).casefold()


def test_a_total_that_no_session_earns_is_not_printed(
    app: Any, alice: Portal, tmp_path: Path
) -> None:
    settle(tmp_path, "[[credit]]", 'id = "nbcc"', 'label = "NBCC clock hours"')
    day = world.FIRST_DAY
    head = "id,title,date,starts_at,ends_at,contact_minutes,credits"
    rows = (f"a,First,{day},9:00,10:00,0,nbcc:60", f"b,Second,{day},11:00,12:00,60,")
    file = written(tmp_path, "p.csv", head, *rows)
    ops("import-schedule", file, "--id", "spring", "--time-zone", "America/Chicago", "--prune")
    alice.claim("spring", "a")
    made = alice.generate("spring").json["id"]
    run_consumer(app)
    text, mail = printed(made), last_to(world.ALICE)
    assert "1.00 NBCC clock hours" in text
    for gone in ("contact hours", "CEUs"):
        assert gone not in text.replace("One contact hour", "")
        assert gone not in mail.text
    assert "CEUs" not in alice.call("GET", f"/verify/{made}").body.decode()


def test_the_usual_totals_leave_the_digest_as_it_was(alice: Portal, tmp_path: Path) -> None:
    alice.claim("spring", "opening")
    first = alice.generate("spring").json["id"]
    settle(tmp_path, 'totals = ["contact_hours", "ceus"]')
    assert alice.generate("spring").json["id"] == first


def test_totals_that_cannot_be_are_refused(alice: Portal, tmp_path: Path) -> None:
    before = stored().conference
    file = written(tmp_path, "s.toml", "totals = []")
    assert 'totals: “[]” must be a list, such as ["contact_hours", "ceus"].' in refused(
        "conference", "spring", "--file", file
    )
    assert stored().conference == before


def test_the_list_of_conferences_has_the_claims_credit_types(
    app: Any, alice: Portal, tmp_path: Path
) -> None:
    settle(tmp_path, "[[credit]]", 'id = "nbcc"', 'label = "NBCC clock hours"')
    day = world.FIRST_DAY
    head = "id,title,date,starts_at,ends_at,contact_minutes,credits"
    file = written(tmp_path, "p.csv", head, f"a,First,{day},9:00,10:00,60,nbcc:60")
    ops("import-schedule", file, "--id", "spring", "--time-zone", "America/Chicago", "--prune")
    saved = alice.claim("spring", "a").json["credits"]
    alice.generate("spring")
    (listed,) = alice.call("GET", "/v1/conferences").json["conferences"]
    assert listed["claim"]["credits"] == listed["latest_certificate"]["credits"] == saved != []


def test_lists_cards_and_record_have_the_totals_of_the_certificates(
    app: Any, alice: Portal, tmp_path: Path
) -> None:
    """Spring prints clock hours and NBCC; summer contact hours and CEUs; autumn earns NBCC alone."""
    nbcc = ("[[credit]]", 'id = "nbcc"', 'label = "NBCC clock hours"')
    settle(tmp_path, 'totals = ["clock_hours"]', *nbcc)
    world.hold(world.spring(id="summer", name="Summer"), (world.session("s", minutes=90),))
    world.hold(world.spring(id="autumn", name="Autumn"), ())
    ops("conference", "autumn", "--file", written(tmp_path, "a.toml", *nbcc))
    head = "id,title,date,starts_at,ends_at,contact_minutes,credits"
    for place, minutes in (("spring", 60), ("autumn", 0)):
        row = f"a,First,{world.FIRST_DAY},9:00,10:00,{minutes},nbcc:30"
        ops(
            "import-schedule", written(tmp_path, "p.csv", head, row),
            "--id", place, "--time-zone", "America/Chicago", "--prune",
        )  # fmt: skip
    for place, session in (("spring", "a"), ("summer", "s"), ("autumn", "a")):
        world.register(world.ALICE, place)
        alice.claim(place, session)
        alice.generate(place)
    record = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    cards, listed = visitor.get("/conferences").words, visitor.get("/certificates").words
    for words in (
        "1 session, 1.00 clock hours, 0.50 NBCC clock hours",
        "1 session, 1.50 contact hours, 0.15 CEUs",
        "1 session, 0.50 NBCC clock hours",
    ):
        assert words in cards, words
    for words in (
        "1.00 clock hours · 0.50 NBCC clock hours · 1 session",
        "1.50 contact hours · 0.15 CEUs · 1 session",
        "Autumn 0.50 NBCC clock hours · 1 session",
    ):
        assert words in listed, words
    page = visitor.get("/record").words
    assert "Contact hours 1.50 Clock hours 1.00 CEUs 0.15 NBCC clock hours 1.00" in page
    assert visitor.get("/record.csv").text.splitlines()[0].lstrip("\ufeff") == (
        "Conference,Certificate ID,Issued,Contact minutes,Contact hours,Clock hours,CEUs,NBCC clock hours"
    )
    assert "Total,,,150,1.50,1.00,0.15,1.00" in visitor.get("/record.csv").text
    paper = reading.text_of(storage.get_pdf(record))
    assert "1.50 contact hours · 1.00 clock hours · 0.15 CEUs" in paper
    checked = visitor.get(f"/verify/{record}").words
    assert "1.50 contact hours (1.00 clock hours, 0.15 CEUs)" in checked
    printed = {
        one["conference"]["id"]: one["printed"]
        for one in alice.call("GET", "/v1/certificates").json["certificates"]
    }
    assert printed == {"spring": ["clock_hours"], "summer": ["contact_hours", "ceus"], "autumn": []}
