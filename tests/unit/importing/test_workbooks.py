"""What people do in a spreadsheet: merged cells, hidden sheets, totals, banners, plain numbers."""

import io
from datetime import date, time
from typing import Any

import openpyxl
import pytest

from chalicelib.importing.mapping import Mapped
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule.draft import Draft, Options
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source

HEADINGS = ["Title", "Date", "Start Time", "End Time"]
DAY = date(2026, 7, 11)
GRIEF: list[Any] = ["Grief", DAY, time(9), time(10)]


def book(*sheets: list[list[Any]], merge: str = "", hide: int = -1) -> bytes:
    workbook = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = workbook.worksheets[0] if number == 0 else workbook.create_sheet()
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
        if number == hide:
            sheet.sheet_state = "hidden"
    workbook.active = len(sheets) - 1
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(data: bytes | str) -> tuple[Draft, list[str]]:
    findings = Findings("f")
    source = Source("f", data.encode() if isinstance(data, str) else data)
    options = Options(time_zone="America/Chicago", mapped=Mapped())
    return read_schedule(source, options, findings), [note.line for note in findings.notes]


def times(draft: Draft) -> list[str]:
    return [f"{s.title} {s.starts_at:%m-%d %H:%M}-{s.ends_at:%H:%M}" for s in draft.sessions]


def test_a_date_merged_beside_its_sessions_is_each_one_s_date() -> None:
    rows = [HEADINGS, GRIEF, ["Ethics", None, time(13), time(14)]]
    draft, _ = read(book(rows, merge="B2:B3"))
    assert times(draft) == ["Grief 07-11 09:00-10:00", "Ethics 07-11 13:00-14:00"]


def test_a_title_merged_above_the_headings_is_passed_over() -> None:
    draft, _ = read(book([["Spring Institute"], [], HEADINGS, GRIEF], merge="A1:D1"))
    assert times(draft) == ["Grief 07-11 09:00-10:00"]


def test_a_hidden_sheet_is_not_meant_where_one_is_to_be_seen() -> None:
    old = [HEADINGS, ["Last year's", date(2025, 7, 11), time(9), time(10)]]
    draft, notes = read(book(old, [HEADINGS, GRIEF], hide=0))
    assert times(draft) == ["Grief 07-11 09:00-10:00"]
    assert notes == ["workbook: read from the sheet “Sheet1”."]


def test_numbers_in_place_of_dates_and_times_are_those_and_told() -> None:
    rows = [HEADINGS, ["Grief", 46214, 0.375, 0.4166666667], ["Ethics", 46214, 0.5, "1:00 PM"]]
    draft, notes = read(book(rows))
    assert times(draft) == ["Grief 07-11 09:00-10:00", "Ethics 07-11 12:00-13:00"]
    assert notes == [
        "dates: 5 cells are numbers, as Excel keeps dates and times: “46214” is 2026-07-11."
    ]
    joined = book([["Title", "Start", "End"], ["Grief", 46214.375, 46214.4166666667]])
    assert times(read(joined)[0]) == ["Grief 07-11 09:00-10:00"]


def test_totals_banners_and_headings_again_are_left_out_and_told() -> None:
    rows = [
        HEADINGS,
        ["Saturday"],
        GRIEF,
        HEADINGS,
        ["Ethics", DAY, time(13), time(14)],
        ["Total", 2],
    ]
    draft, notes = read(book(rows))
    assert times(draft) == ["Grief 07-11 09:00-10:00", "Ethics 07-11 13:00-14:00"]
    assert notes == [
        "headings: they appear again in row 4; skipped.",
        "row 2: left out: “Saturday” is alone there, without a time.",
        "row 6: left out: a total (“Total”).",
    ]
    tally = draft.tally
    assert (tally.read, tally.taken, len(tally.left_out)) == (4, 2, 2)


@pytest.mark.parametrize(
    ("heading", "cell", "end"),
    [
        ("Duration (hours)", 1.5, "10:30"),
        ("Duration (min)", 4, "09:04"),
        ("Duration", time(1, 30), "10:30"),
        ("Length", 50, "09:50"),
    ],
)
def test_a_duration_is_in_the_unit_of_its_heading(heading: str, cell: Any, end: str) -> None:
    draft, _ = read(book([["Title", "Date", "Start", heading], ["Grief", DAY, time(9), cell]]))
    assert times(draft) == [f"Grief 07-11 09:00-{end}"]


def test_a_bare_number_that_could_be_hours_or_minutes_is_asked_about() -> None:
    with pytest.raises(
        Refused, match=r"“1\.5” could be hours or minutes; write 1\.5 h or 1\.5 min"
    ):
        read("title,date,start,duration\nGrief,2026-07-11,9:00,1.5\n")


def test_a_speaker_to_be_announced_is_none_and_an_address_is_not_printed() -> None:
    speakers = ("TBD", "Pat Doe (pat@school.example); Lee Roe", "To be announced", "n/a; Ann Poe")
    rows = "\n".join(
        f"T{at},2026-07-11,{9 + at}:00,{9 + at}:30,{names}" for at, names in enumerate(speakers)
    )
    draft, _ = read(f"title,date,start,end,speakers\n{rows}\n")
    assert [s.speakers for s in draft.sessions] == [(), ("Pat Doe", "Lee Roe"), (), ("Ann Poe",)]


def test_far_more_merged_cells_than_a_sheet_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chalicelib.importing.table.workbook_bounds.MAX_MERGED", 0)
    with pytest.raises(Refused, match="more than 0 merged cells"):
        read(book([HEADINGS, GRIEF], merge="A3:A4"))
