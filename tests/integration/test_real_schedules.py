"""From a published schedule to the text of a PDF: FOSDEM 2023 and DebConf 23 through /v1."""

import re
import shutil
import subprocess
import unicodedata
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from chalicelib.aws import storage
from chalicelib.store.claims import conferences
from ops.cli import app as ops
from samples import schedules, world
from tests.support.client import Portal, run_consumer

SESSIONS = 12


def _ops(*arguments: str) -> str:
    done = CliRunner().invoke(ops, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def _import(name: str, conference_id: str, *options: str) -> str:
    file = str(schedules.path_of(name))
    return _ops("import-schedule", file, "--id", conference_id, "--eligible", "all", *options)


def _register(tmp_path: Path, conference_id: str, *rows: str) -> None:
    file = tmp_path / "registrations.csv"
    file.write_text("email,name,type,attendance,days,status\n" + "\n".join(rows))
    _ops("import-registrations", conference_id, str(file))


@pytest.mark.parametrize(
    ("name", "options", "count"),
    [
        ("fosdem-2023.xml", ["--time-zone", "Europe/Brussels"], 780),
        ("fosdem-2022-online.xml", ["--time-zone", "Europe/Brussels", "--format", "virtual"], 730),
        ("debconf-2023.xml", [], None),
        ("38c3-2024.xml", [], None),
    ],
)
def test_a_published_schedule_imports_whole(
    name: str, options: list[str], count: int | None
) -> None:
    output = _import(name, "real", *options)
    events = len(schedules.events_of(name))
    assert count in (None, events)
    stored = conferences.load("real")
    assert stored is not None
    assert len(stored.sessions) == events
    eligible = sum(session.eligible for session in stored.sessions)
    assert f"{eligible} of {events} sessions eligible" in " ".join(output.split())


def test_a_session_of_38c3_past_midnight_is_on_the_conference_day_it_belongs_to() -> None:
    _import("38c3-2024.xml", "c3")
    stored = conferences.load("c3")
    assert stored is not None
    late = [s for s in stored.sessions if s.starts_at.hour < 4]
    assert late
    assert all(s.day == s.starts_at.date() - timedelta(days=1) for s in late)
    assert {s.day.isoformat() for s in stored.sessions} >= {
        f"2024-12-{day}" for day in (27, 28, 29, 30)
    }


@pytest.mark.parametrize(
    ("name", "zone", "options"),
    [
        ("fosdem-2023.xml", "Europe/Brussels", ["--time-zone", "Europe/Brussels"]),
        ("debconf-2023.xml", "Asia/Kolkata", []),
    ],
)
def test_a_registered_person_generates_a_certificate_of_twelve_sessions(
    app: Any, tmp_path: Path, name: str, zone: str, options: list[str]
) -> None:
    _import(name, "real", *options)
    world.enrol("alice", "Alice Ångström", world.ALICE)
    _register(tmp_path, "real", f"{world.ALICE},Alice Ångström,full,in_person,,confirmed")
    alice = Portal(app)
    alice.sign_in(world.ALICE, world.PASSWORD)

    events = [
        event
        for event in schedules.events_of(name)
        if event["persons"] and event["duration"] > "00:10" and "CANCELLED" not in event["title"]
    ]
    chosen = events[:: len(events) // SESSIONS][:SESSIONS]
    page = alice.call("GET", "/v1/conferences/real").json
    by_title = {s["title"]: s["id"] for day in page["days"] for s in day["sessions"]}
    wanted = [by_title[" ".join(unicodedata.normalize("NFC", e["title"]).split())] for e in chosen]
    assert alice.claim("real", *wanted).json["selected"] == SESSIONS
    made = alice.generate("real")
    assert made.status == 202, made.body
    assert run_consumer(app) == [{"batchItemFailures": []}]

    minutes = sum(_minutes(event["duration"]) for event in chosen)
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (made.json["contact_minutes"], made.json["contact_hours"]) == (minutes, str(hours))
    text = _text_of(storage.get_pdf(made.json["id"]), tmp_path)
    for event in chosen:
        starts = _starts(event, ZoneInfo(zone))
        ends = starts + timedelta(minutes=_minutes(event["duration"]))
        assert _folded(event["title"]) in text
        for person in event["persons"].split("|"):
            assert _folded(person) in text
        assert _folded(f"{starts:%b} {starts.day}, {starts.year}") in text
        assert _folded(_clock(starts)) in text
        assert _folded(_clock(ends)) in text
    assert str(hours) in text
    assert made.json["id"] in text
    others = {e["title"] for e in events} - {e["title"] for e in chosen}
    long_ones = [_folded(title) for title in others if len(_folded(title)) > 20]
    assert len(long_ones) > 50
    assert [title for title in long_ones if title in text] == []


def _starts(event: dict[str, str], zone: ZoneInfo) -> datetime:
    if "date" in event:
        return datetime.fromisoformat(event["date"]).astimezone(zone)
    return datetime.fromisoformat(f"{event['day']} {event['start']}").replace(tzinfo=zone)


def _minutes(duration: str) -> int:
    hours, minutes = duration.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _clock(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M}"


def _text_of(pdf: bytes, folder: Path) -> str:
    assert shutil.which("pdftotext"), "install poppler-utils"
    file = folder / "certificate.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    plain = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return _folded(plain.stdout.decode()) + _folded(done.stdout.decode())


def _folded(text: str) -> str:
    """Without spaces: a table cell wraps where it likes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
