"""Exports for boards: what a form asks for, opened by a spreadsheet's reader."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from chalicelib.domain.audit_check import parse
from chalicelib.domain.conference import Policies
from chalicelib.domain.credit_type import CreditType
from chalicelib.store import audit
from samples import world
from tests.integration.ops.operator import ops, refused, written
from tests.support import kept_worlds
from tests.support.client import Portal, run_consumer

NAME = '=HYPERLINK("https://evil.example","Ana Ñúñez")'
TITLE = "+Opening — 日本 @noon"
NUMBER = "0077341"
COLUMNS = """\
[[columns]]
name = "Participant Name"
field = "name"
[[columns]]
name = "License #"
field = "license_number"
[[columns]]
name = "State"
value = "TX"
[[columns]]
name = "=Clock hours"
field = "credit.nbcc"
[[columns]]
name = "Date"
field = "issued_on"
"""


@pytest.fixture
def certified(app: Any, alice: Portal) -> None:
    kept_worlds.made("three certificates and an older one", lambda: _certify(app, alice))


def _certify(app: Any, alice: Portal) -> None:
    """Alice has two certificates, of two licenses; Bob has one, and an older one it replaced."""
    first, *others = world.spring_sessions()
    nbcc = CreditType("nbcc", "NBCC clock hours", increment_minutes=15)
    opening = replace(first, title=TITLE, credits=(("nbcc", first.contact_minutes),))
    world.hold(world.spring(policies=Policies(credit_types=(nbcc,))), (opening, *others))
    texas = [{"board": "Texas", "kind": kind, "number": NUMBER} for kind in ("LPC", "LMFT")]
    kept = alice.call("PUT", "/v1/account/licenses", {"licenses": texas}).json["licenses"]
    alice.claim("spring", first.id, "online")
    for each in kept:
        body = {"name": NAME, "license": each["id"]}
        assert alice.call("POST", "/v1/conferences/spring/certificates", body).status == 202
    bob = Portal(app)
    bob.sign_in(world.BOB, world.PASSWORD)
    for name in ("Bob", "Bob Virtual"):
        bob.claim("spring", "online")
        assert bob.generate("spring", name=name).status == 202
    run_consumer(app)


def _calamine(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_boards_own_columns_are_filled_and_run_nothing(certified: None, tmp_path: Path) -> None:
    file, columns = tmp_path / "board.xlsx", written(tmp_path, "columns.toml", COLUMNS)
    text = tmp_path / "board.csv"
    said = ops(
        "roster", "spring", "--rows", "certificate", "--columns", columns, "--licenses",
        "--xlsx", file, "--csv", text,
    )  # fmt: skip
    assert "3 rows, one for each certificate" in said
    assert "2 numbers in the CSV will lose leading zeros or digits" in said
    today = datetime.now(UTC).astimezone(world.spring().zone).date()
    head, *rows = _calamine(file)
    assert head == ["Participant Name", "License #", "State", "=Clock hours", "Date"]
    assert rows == [
        [NAME, NUMBER, "TX", 1.0, today],
        [NAME, NUMBER, "TX", 1.0, today],
        ["Bob Virtual", "", "TX", "", today],
    ]
    cells = [cell for row in openpyxl.load_workbook(file).active.rows for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}  # no formula among them
    assert not any(cell.hyperlink for cell in cells)
    read = list(csv.reader(io.StringIO(text.read_text("utf-8-sig"))))
    assert read[0][3] == "'=Clock hours"
    assert read[1] == [f"'{NAME}", NUMBER, "TX", "1.00", today.isoformat()]


def test_a_row_a_session_has_no_license_number_unless_asked(
    certified: None, tmp_path: Path
) -> None:
    file = tmp_path / "sessions.xlsx"
    ops("roster", "spring", "--rows", "session", "--xlsx", file)
    head, *rows = _calamine(file)
    assert "license_number" not in head
    assert len(rows) == 5  # two a certificate of Alice's, one of Bob's
    assert NUMBER not in str(rows)
    found = dict(zip(head, rows[0], strict=True))
    assert (found["session"], found["credit.nbcc"]) == (TITLE, 60)
    assert found["attended_on"] == world.FIRST_DAY
    assert (found["name"], found["email"]) == (NAME, world.ALICE)


def test_the_whole_roster_can_be_a_workbook(certified: None, tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    ops("roster", "spring", "--xlsx", file)
    head, *rows = _calamine(file)
    assert [row[head.index("email")] for row in rows] == [world.ALICE, world.BOB]


def test_each_export_is_in_the_audit_with_what_it_held(certified: None, tmp_path: Path) -> None:
    columns = written(tmp_path, "columns.toml", COLUMNS)
    ops(
        "roster", "spring", "--rows", "certificate", "--csv", tmp_path / "a.csv",
        "--licenses", "--columns", columns,
    )  # fmt: skip
    ops("roster", "spring", "--rows", "session", "--csv", tmp_path / "b.csv")
    entries = [parse(stored.body) for stored in audit.chain("CONFERENCE#spring")]
    facts = [dict(one.facts) for one in entries if one.action == "roster"]
    assert facts == [
        {"exported": "yes", "rows": "certificate", "licenses": "yes"},
        {"exported": "yes", "rows": "session", "licenses": "no"},
    ]
    assert NUMBER not in str(entries)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[columns]]\nname = "A"\nfield = "nmae"', "did you mean name?"),
        ('[[columns]]\nname = "A"\nfield = "license_number"', "only with --licenses"),
        ('[[columns]]\nname = "A"', "needs either a field or a value"),
        ('[[columns]]\nfield = "name"', "columns[1]"),
        ("columns = 3", "[[columns]]"),
        ("[[columns", "This isn't TOML"),
    ],
)
def test_columns_that_cannot_be_used_are_named(
    people: None, tmp_path: Path, toml: str, said: str
) -> None:
    columns, file = written(tmp_path, "columns.toml", toml), tmp_path / "a.csv"
    words = refused(
        "roster", "spring", "--rows", "certificate", "--csv", file, "--columns", columns
    )
    assert said in words
    assert not file.exists()


def test_options_that_need_another_say_which(people: None, tmp_path: Path) -> None:
    assert "--csv FILE or --xlsx FILE" in refused("roster", "spring", "--rows", "session")
    assert "need --rows" in refused("roster", "spring", "--licenses")
