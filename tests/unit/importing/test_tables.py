"""Tables as spreadsheets write them: the same rows, whatever the file."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.importing.kinds import Kind, kind_of
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.table import delimited, workbook
from chalicelib.importing.table.grid import Grid, tidy
from samples.workbooks import Rows, as_csv, open_document
from samples.workbooks import workbook as excel

# What a cell of a person's table may hold: any text but control characters, with line breaks.
TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n"), max_size=12
).map(tidy)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1, max_size=6)
)


def read(data: bytes) -> Grid:
    findings = Findings("table")
    if kind_of(data, "table") is Kind.WORKBOOK:
        return workbook.read(data, findings)[0]
    return delimited.read(data, findings)


def held(grid: Grid) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, without the empty cells at their end."""
    found = []
    for number, cells in grid.records:
        while cells and not cells[-1]:
            cells = cells[:-1]
        found.append((number, cells))
    return found


def expected(rows: Rows) -> list[tuple[int, list[str]]]:
    found = []
    for number, row in enumerate(rows, start=1):
        cells = list(row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if cells:
            found.append((number, cells))
    return found


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "comma": as_csv,
    "semicolon": lambda rows: as_csv(rows, ";"),
    "tab, UTF-16, as Excel's Unicode text": lambda rows: as_csv(rows, "\t", "utf-16"),
    "UTF-8 with a mark, as Excel": lambda rows: as_csv(rows, encoding="utf-8-sig"),
    "line feeds, as Google Sheets": lambda rows: as_csv(rows, newline="\n"),
    "xlsx": excel,
    "ods": open_document,
}


@pytest.mark.parametrize("writer", WRITERS)
@given(rows=TABLES)
@settings(max_examples=25)
def test_a_table_comes_back_the_same(writer: str, rows: list[list[str]]) -> None:
    # The first row says which separator is meant, as headings do; it has no line break of its own.
    rows = [[f"heading {at}" for at in range(len(rows[0]))], *rows]
    if len(rows[0]) == 1:
        rows = [[*row, "x"] for row in rows]
    assert held(read(WRITERS[writer](rows))) == expected(rows)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"sep=;\r\nemail;name\r\na@b.c;Kim\r\n", ["a@b.c", "Kim"]),
        (b'"sep=|"\nemail|name\na@b.c|Kim\n', ["a@b.c", "Kim"]),
        ("email,name\na@b.c\xa0,\u200bKim\n".encode(), ["a@b.c", "Kim"]),
        ("email,name\na@b.c,José\n".encode("cp1252"), ["a@b.c", "José"]),
        ("email,name\na@b.c,O’Brien – “Kim”\n".encode("cp1252"), ["a@b.c", "O’Brien – “Kim”"]),
        ("email,name\na@b.c,Zoë é\n".encode("utf-16-le"), ["a@b.c", "Zoë é"]),
        ("email,name\na@b.c,Łukasz\n".encode("utf-32"), ["a@b.c", "Łukasz"]),
        (b"email,name\ra@b.c,Kim\r", ["a@b.c", "Kim"]),
    ],
)
def test_what_spreadsheets_do_to_a_file_is_read(data: bytes, cells: list[str]) -> None:
    assert read(data).records[-1].cells == cells


def test_letters_that_could_be_read_in_two_ways_are_asked_about() -> None:
    data = "email,name\na@b.c,Andrés Nuñez\n".encode("mac_roman")
    with pytest.raises(Refused) as refusal:
        read(data)
    assert refusal.value.findings[0].code == "unsure_encoding"
    grid = delimited.read(data, Findings("table"), "mac_roman")
    assert grid.records[-1].cells == ["a@b.c", "Andrés Nuñez"]


def test_typed_cells_are_read_as_what_they_mean() -> None:
    import datetime as dt

    row = [
        dt.date(2026, 7, 11),
        dt.datetime(2026, 7, 11, 9, 5),  # noqa: DTZ001 # a spreadsheet knows no zone
        dt.time(14, 30),
        dt.timedelta(minutes=90),
        60.0,
        52.5,
        True,
    ]
    data = excel([["a", "b", "c", "d", "e", "f", "g"], row])
    assert read(data).records[-1].cells == [
        "2026-07-11",
        "2026-07-11 09:05:00",
        "14:30:00",
        "1:30:00",
        "60",
        "52.5",
        "yes",
    ]
