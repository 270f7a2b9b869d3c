"""Three credit types over twelve sessions, against a table worked by hand.

Each session is 50 minutes. The total is contact hours and CEUs at two places; NBCC counts quarter hours,
down; ethics counts at most 3 hours.

| sessions  | contact      | CEUs          | NBCC          | ethics          |
|-----------|--------------|---------------|---------------|-----------------|
| s1 to s4  | 4 × 50       | the same      | 4 × 50        | 4 × 50          |
| s5 to s10 | 6 × 50       | the same      | 6 × 50        |                 |
| s11, s12  | 2 × 50       | the same      |               |                 |
| minutes   | 600          | 600           | 500           | 200             |
| counted   | 600 ÷ 60     | 600 ÷ 600     | 33 × 15 ÷ 60  | 200 ÷ 60 = 3.33 |
| printed   | 10.00        | 1.00          | 8.25          | 3.00, capped    |
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws import storage
from samples import world
from tests.integration.documents import reading
from tests.integration.ops.operator import ops, refused, stored, written
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer
from tests.support.mail import last_to

SETTINGS = """\
[[credit]]
id = "nbcc"
label = "NBCC clock hours"
increment_minutes = 15
number = "ACEP No. 4242"
statement = "Approved by NBCC."

[[credit]]
id = "ethics"
label = "Ethics hours"
cap = 3

[[credit]]
id = "esl"
label = "ELL hours"
"""
# Nothing is worth ELL hours.
CREDITS = ["nbcc:50; ethics:50"] * 4 + ["nbcc:50"] * 6 + [""] * 2
EXPECTED = [
    ("nbcc", "NBCC clock hours", 500, "8.25", False),
    ("ethics", "Ethics hours", 200, "3.00", True),
]
IDS = [f"s{number}" for number in range(1, 13)]


@pytest.fixture
def conference(aws: None, tmp_path: Path) -> Path:
    """Spring, with the settings and the schedule of twelve sessions."""
    world.people()
    day = world.FIRST_DAY.isoformat()
    rows = [
        f"{name},Session {name},{day},{7 + at}:00,{7 + at}:50,50,{earned}"
        for at, (name, earned) in enumerate(zip(IDS, CREDITS, strict=True))
    ]
    head = "id,title,date,starts_at,ends_at,contact_minutes,credits"
    schedule = written(tmp_path, "schedule.csv", head, *rows)
    ops("conference", "spring", "--file", written(tmp_path, "settings.toml", SETTINGS))
    ops("import-schedule", schedule, "--id", "spring", "--time-zone", "America/Chicago", "--prune")
    return schedule


@pytest.fixture
def alice(app: Any, conference: Path) -> Portal:
    portal = Portal(app)
    assert portal.sign_in(world.ALICE, world.PASSWORD).status == 200
    return portal


def _as_table(totals: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (each["id"], each["label"], each["minutes"], each["amount"], each["capped"])
        for each in totals
    ]


def test_settings_and_schedule_are_stored(conference: Path) -> None:
    types = stored().conference.policies.credit_types
    assert [(t.id, t.increment_minutes, t.cap) for t in types] == [
        ("nbcc", 15, None), ("ethics", None, Decimal(3)), ("esl", None, None)
    ]  # fmt: skip
    assert stored().sessions[0].credits == (("nbcc", 50), ("ethics", 50))


def test_claim_and_certificate_have_the_totals_of_the_table(app: Any, alice: Portal) -> None:
    claim = alice.claim("spring", *IDS).json
    assert (claim["contact_hours"], claim["ceus"]) == ("10.00", "1.00")
    assert _as_table(claim["credits"]) == EXPECTED
    page = alice.call("GET", "/v1/conferences/spring").json
    assert page["days"][0]["sessions"][0]["credits"] == {"nbcc": 50, "ethics": 50}
    made = alice.generate("spring").json
    run_consumer(app)
    stored_one = alice.call("GET", f"/v1/certificates/{made['id']}").json
    assert _as_table(made["credits"]) == _as_table(stored_one["credits"]) == EXPECTED


def test_every_place_says_what_the_table_says(app: Any, alice: Portal) -> None:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    alice.claim("spring", *IDS)
    claim_page = visitor.get("/conferences/spring").words
    certificate = alice.generate("spring", name="Alice").json["id"]
    record = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    totals = alice.call("GET", "/v1/record").json["totals"]
    assert _as_table(totals["credits"]) == EXPECTED
    assert (totals["contact_hours"], totals["ceus"]) == ("10.00", "1.00")
    read = {
        "page": claim_page,
        "certificate's page": visitor.get(f"/certificates/{certificate}").words,
        "PDF": reading.text_of(storage.get_pdf(certificate)),
        "verify page": visitor.get(f"/verify/{certificate}").words,
        "email": last_to(world.ALICE).text,
        "record": visitor.get("/record").words,
        "record's PDF": reading.text_of(storage.get_pdf(record)),
        "record's verify page": visitor.get(f"/verify/{record}").words,
    }
    for place, said in read.items():
        assert re.search(r"10\.00\s+contact hours|Contact hours:?\s+10\.00", said), (place, said)
        assert re.search(r"1\.00\s+CEUs?|CEUs:?\s+1\.00", said), (place, said)
        for _, label, _, amount, _ in EXPECTED:
            either = rf"{label}\W+(\D{{0,40}}\d+ min\D*)?{amount}|{amount}\s+{label}"
            assert re.search(either, said), (place, label, said)
        # A type that none of the sessions earns is not printed; the page has it to count on.
        assert ("ELL hours" in said) == (place == "page"), place
    # More was earned of ethics than counts, and what lists the total says so.
    for place in ("page", "certificate's page", "verify page", "email"):
        assert re.search(r"3\.00\W+the most that counts", read[place]), place
    assert "More was earned; at most 3.00 count." in read["PDF"]
    (listed,) = alice.call("GET", "/v1/conferences").json["conferences"]
    for one in (listed["claim"], listed["latest_certificate"]):
        assert _as_table(one["credits"]) == EXPECTED
        assert (one["contact_hours"], one["ceus"]) == ("10.00", "1.00")
    card = visitor.get("/conferences").words
    assert "12 sessions, 10.00 contact hours, 1.00 CEUs, 8.25 NBCC clock hours, 3.00 Ethics" in card
    assert "Total,,,600,10.00,1.00,8.25,3.00" in visitor.get("/record.csv").text


def test_a_rule_gives_a_type_the_length_of_its_sessions(conference: Path, tmp_path: Path) -> None:
    day = world.FIRST_DAY.isoformat()
    schedule = written(
        tmp_path,
        "tracks.csv",
        "id,title,date,starts_at,ends_at,track,credits",
        f"a,First,{day},9:00,10:00,Clinical,",
        f"b,Second,{day},10:00,11:00,Clinical,nbcc:15",
        f"c,Third,{day},11:00,12:00,School,",
        f"d,Fourth,{day},12:00,13:00,Clinical,nbcc:0; ethics:7.5",
    )
    said = ops(
        "import-schedule", schedule, "--id", "spring", "--time-zone", "America/Chicago",
        "--prune", "--credit", "nbcc=track:Clinical",
    )  # fmt: skip
    assert {s.id: s.credits for s in stored().sessions} == {
        "a": (("nbcc", 60),), "b": (("nbcc", 15),), "c": (), "d": (("ethics", 7),)
    }  # fmt: skip
    assert stored().conference.eligible_sessions == 3
    assert "column credits: ethics:7.5 counts as ethics:7: whole minutes, down." in said


def test_a_type_that_the_conference_does_not_have_is_refused(
    conference: Path, tmp_path: Path
) -> None:
    text = conference.read_text().replace("ethics:", "ethic:")
    said = refused(
        "import-schedule", written(tmp_path, "wrong.csv", text),
        "--id", "spring", "--time-zone", "America/Chicago",
    )  # fmt: skip
    assert "The conference has no credit type “ethic”; did you mean ethics?" in said


def test_a_file_that_lacks_what_is_stored_of_a_type_says_so(
    conference: Path, tmp_path: Path
) -> None:
    options = ("--id", "spring", "--time-zone", "America/Chicago", "--dry-run")
    # Commas between types do as well.
    text = conference.read_text().replace("nbcc:50; ethics:50", '"nbcc:50, nothing:0"')
    said = ops("import-schedule", written(tmp_path, "less.csv", text), *options)
    assert "4 stored sessions lose minutes of “ethics”; check the column credits" in said
    assert "“nbcc”" not in said
    text = conference.read_text().replace("ethics:", "ceu:")
    said = refused("import-schedule", written(tmp_path, "ceu.csv", text), *options)
    assert "“ceu”; minutes of the built-in total go into the column contact_minutes." in said


def test_a_type_that_sessions_count_for_cannot_be_taken_away(
    conference: Path, tmp_path: Path
) -> None:
    said = refused("conference", "spring", "--file", written(tmp_path, "less.toml", "credit = []"))
    assert "10 sessions carry “nbcc”. First switch it off on the console's Sessions page" in said
