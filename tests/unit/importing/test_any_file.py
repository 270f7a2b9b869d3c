"""Whatever a file holds, reading it ends in a result or a refusal, never in a stack trace."""

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.conference import Conference
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people import accounts_file, attendance_file, registrations_file
from chalicelib.importing.people.check_ins import Program
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule import eligible, overlay
from chalicelib.importing.schedule.draft import Options
from chalicelib.importing.schedule.eligible import Credit
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source
from ops import files, images, settings_file
from samples.workbooks import workbook

SPRING = Conference("s", "S", "America/Chicago", date(2024, 3, 6), date(2024, 3, 7))
EVENT = {
    "id": 1,
    "date": "2024-03-06T09:00:00-06:00",
    "start": "09:00",
    "duration": "00:50",
    "title": "Grief",
    "persons": [{"public_name": "Dana"}],
}
DAY = {"date": "2024-03-06", "day_start": "2024-03-06T06:00:00-06:00", "rooms": {"A": [EVENT]}}
JSON = json.dumps({"schedule": {"conference": {"title": "Spring", "days": [DAY]}}}).encode()
XML = (
    b'<?xml version="1.0"?><schedule><conference><title>S</title><day_change>04:00</day_change>'
    b'</conference><day date="2024-03-06"><room name="A"><event id="1"><start>09:00</start>'
    b"<duration>00:50</duration><title>Grief</title></event></room></day></schedule>"
)
SHEET = b"id,title,date,starts_at,ends_at,types\n1,Grief,2024-03-06,09:00,2024-03-06T10:00,full;x\n"
PEOPLE = (
    b"email,name,type,attendance,days,status\na@x.example,A,full,virtual,2024-03-06,confirmed\n"
)
ACCOUNTS = b"account,name,email,primary,password_hash\n1,A,a@x.example,yes,\n"
OVERLAY = b"session,format,contact_minutes,types\n1,hybrid,5,full\n"
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Grief\r\n"
    b"DTSTART;TZID=America/Chicago:20240306T090000\r\nDURATION:PT50M\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)
CHECK_INS = b"email,session,day,minutes\na@b.example,,2024-03-06,\n"
TOML = (
    b'name = "S"\ndeadline = 2025-01-01\n[rounding]\nceus_places = 1\n'
    b'[[provider.numbers]]\nlabel="a"\nnumber="b"\n'
)


def source(path: Path) -> Source:
    return files.source(path)


def _registrations(path: Path) -> None:
    registrations_file.parse(source(path), SPRING, (), Mapped(), Skips(), Findings("f"))


def _check_ins(path: Path) -> None:
    program = Program(SPRING, ())
    attendance_file.parse(source(path), program, Mapped(), Skips(), Findings("f"))


def _schedule(path: Path) -> None:
    draft = read_schedule(source(path), Options(time_zone="America/Chicago"), Findings("f"))
    eligible.with_credit(draft, Credit(eligible.rules_from(["all"])), Findings("f"))


READERS: dict[str, tuple[Callable[[Path], object], bytes]] = {
    "xml": (_schedule, XML),
    "json": (_schedule, JSON),
    "sheet": (_schedule, SHEET),
    "calendar": (_schedule, ICS),
    "workbook": (
        _schedule,
        workbook(
            [
                ["id", "title", "date", "starts_at", "ends_at"],
                ["1", "Grief", "2024-03-06", "09:00", "10:00"],
            ]
        ),
    ),
    "registrations": (
        _registrations,
        PEOPLE,
    ),
    "check-ins": (_check_ins, CHECK_INS),
    "accounts": (
        lambda p: accounts_file.parse(source(p), Mapped(), Skips(), Findings("f")),
        ACCOUNTS,
    ),
    "overlay": (lambda p: overlay.laid_over((), source(p), Mapped(), Findings("f")), OVERLAY),
    "settings": (lambda p: settings_file.parse(p, Findings("f")), TOML),
    "image": (images.png_of, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"),
}
JOINERS = {0x200C: None, 0x200D: None}  # they shape words, and stay
PIECES = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [b'"', b",", b"\n", b"<!DOCTYPE a>", b"&#0;", b"-1", b"9999-12-31", b"null", b"[["]
    ),
)


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
@settings(max_examples=60)
def test_a_file_with_something_else_in_it_is_read_or_refused(
    kind: str, data: st.DataObject
) -> None:
    read, good = READERS[kind]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 12)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(good[:start] + data.draw(PIECES) + good[end:])
        told = _told(read, path)
    assert "".join(told).translate(JOINERS).isprintable()


def _told(read: Callable[[Path], object], path: Path) -> list[str]:
    try:
        read(path)
    except Refused as refusal:
        return refusal.lines()
    return []


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind not in ("image", "overlay")])
def test_the_file_they_are_made_from_is_read(kind: str, tmp_path: Path) -> None:
    read, good = READERS[kind]
    path = tmp_path / "file"
    path.write_bytes(good)
    read(path)
