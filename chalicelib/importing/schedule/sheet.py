"""A schedule as a spreadsheet: ours, or the export of another program by its own headings."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Format, Session
from chalicelib.domain.text import clean_text
from chalicelib.importing import values
from chalicelib.importing.leaving_out import Tally
from chalicelib.importing.plain_text import cleaned
from chalicelib.importing.problems import Findings
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule import draft, sheet_times
from chalicelib.importing.schedule.credits import in_whole_minutes, said_of
from chalicelib.importing.schedule.draft import Draft, Entry, Options
from chalicelib.importing.schedule.naming import named
from chalicelib.importing.schedule.speakers import a_name
from chalicelib.importing.source import Source
from chalicelib.importing.table.columns import Columns
from chalicelib.importing.table.known_headings import SESSION_HEADINGS, listed
from chalicelib.importing.table.rows import Row, Table, read_table
from chalicelib.importing.words import a_format

COLUMNS = Columns(
    names=listed(
        "id | guid | title | date | starts_at | ends_at | end_date | time | duration | speakers"
        " | format | contact_minutes | credits | types | track | kind | room | status"
    ),
    needed=(
        ("title",),
        ("starts_at", "time"),
        ("ends_at", "time", "duration"),
        ("date", "starts_at", "time"),
    ),
    key="id",
    known=SESSION_HEADINGS,
)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b(?! \w+ing)", re.IGNORECASE)
_CANCELLED = {"cancelled", "canceled", "withdrawn"}


def parse(source: Source, options: Options, findings: Findings) -> Draft:
    """Raises Refused naming every row and column that cannot be used."""
    table = read_table(
        source,
        COLUMNS,
        options.mapped,
        findings,
        ("date", "starts_at", "ends_at", "end_date", "time"),
    )
    draft.check_count(len(table.rows), findings)
    zone = draft.chosen_zone("", options, findings)
    tally = Tally(options.skips, findings)
    entries = []
    for row in table.rows:
        told = _no_session(row)
        if told and not tally.skips.ids & {row.place, row["id"]}:
            tally.read += 1
            tally.leave(row.place, "no_session", told)
            continue
        entry = _entry(row, table, zone, options)
        if tally.takes(row.findings, row.place, (row["id"], row["guid"])) and entry is not None:
            entries.append(entry)
    return draft.drafted("", "", zone.key, named(entries, tally), tally)


def typed(cells: Mapping[str, str], zone: ZoneInfo) -> tuple[Session | None, Findings]:
    """One session as a form has it, by the rules of a row; None where its problems say why."""
    row = Row(1, cells, Findings("the form"))
    entry = _entry(row, Table((row,), frozenset(cells)), zone, Options())
    return (entry.session if entry else None), row.findings


def _no_session(row: Row) -> str:
    """Why a row isn't part of the table: a total, or a line of its own between the sessions."""
    if any(row[column] for column in ("starts_at", "ends_at", "time", "duration")):
        return ""
    filled = [cell for cell in row.cells.values() if cell]
    if any(_TOTAL.match(cell) for cell in filled):
        return f"left out: a total ({quoted(filled[0])})."
    if len(filled) == 1 and not row["id"]:
        return f"left out: {quoted(filled[0])} is alone there, without a time."
    return ""


def _entry(row: Row, table: Table, zone: ZoneInfo, options: Options) -> Entry | None:
    title = cleaned(row["title"], draft.MAX_TITLE, row.place, "title", row.findings)
    if not title:
        row.problem("title", "empty_cell", "It is empty.")
    times = sheet_times.of_row(row, table.date_order, zone)
    format_ = row.read("format", a_format, options.format)
    minutes = _minutes(row)
    said = _credits(row)
    if times is None or row.findings.problems:
        return None
    credits_ = in_whole_minutes(said)
    return Entry(
        replace(_session(row, title, times, format_, minutes), credits=credits_),
        row.place,
        explicit=bool(row["contact_minutes"]),
        cancelled=row["status"].casefold() in _CANCELLED,
        no_credit=frozenset(said.keys() - dict(credits_).keys()),
    )


def _session(
    row: Row, title: str, times: tuple[date, datetime, datetime], format_: Format, minutes: int
) -> Session:
    place, own = row.place, row.findings
    speakers = map(a_name, values.names(row["speakers"], draft.MAX_SPEAKER * 10))
    return Session(
        id=row["id"],
        title=title,
        day=times[0],
        starts_at=times[1],
        ends_at=times[2],
        speakers=draft.speakers(speakers, place, own),
        format=format_,
        contact_minutes=minutes,
        types=values.names(row["types"], draft.MAX_LABEL),
        track=cleaned(row["track"], draft.MAX_LABEL, place, "track", own),
        kind=cleaned(row["kind"], draft.MAX_LABEL, place, "type", own),
        room=cleaned(row["room"], draft.MAX_LABEL, place, "room", own),
        guid=clean_text(row["guid"], draft.MAX_SOURCE_ID),
        source_id=clean_text(row["id"], draft.MAX_SOURCE_ID),
    )


def _minutes(row: Row) -> int:
    """Contact minutes as the cell has them; a part of a minute isn't counted, and is noted."""
    found = row.read("contact_minutes", values.contact_minutes, Decimal(0))
    _note_parts(row, "contact_minutes", found)
    return values.whole_minutes(found)


def _credits(row: Row) -> dict[str, Decimal]:
    """Minutes of each credit type that the cell names; parts of a minute are noted."""
    found: dict[str, Decimal] = row.read("credits", said_of, {})
    for name, minutes in found.items():
        _note_parts(row, "credits", minutes, f"{name}:")
    return found


def _note_parts(row: Row, column: str, found: Decimal, name: str = "") -> None:
    whole = values.whole_minutes(found)
    if found != whole:
        sentence = f"{name}{found} counts as {name}{whole}: whole minutes, down."
        row.note(column, "part_of_a_minute", sentence)
