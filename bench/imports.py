"""`make bench-imports`: how long planning large imports takes, and how much memory.

Each plan runs in a fresh process; memory is the process's largest resident size, Python and the
imported modules included. The tables are empty and in this process (moto): reading them is part of
the plan, and slower than DynamoDB is.
"""

import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "imports.json"
PEOPLE, SESSIONS = 10_000, 5_000


def registrations() -> bytes:
    """A registration system's export: 10,000 rows."""
    rows = (
        f"person{n}@school{n % 300}.example,Pat,Doe {n},Full,In Person,7/11/2026; 7/13/2026,Attending"
        for n in range(PEOPLE)
    )
    headings = "Email Address,First Name,Last Name,Ticket Type,attendance,days,Attendee Status"
    return "\n".join([headings, *rows]).encode()


def accounts() -> bytes:
    """The app's export: 10,000 people."""
    rows = (
        f"{n},Pat Doe {n},person{n}@school{n % 300}.example,yes,$2b$12${'a' * 53}"
        for n in range(PEOPLE)
    )
    return "\n".join(["account,name,email,primary,password_hash", *rows]).encode()


def sheet() -> bytes:
    """A schedule of 5,000 sessions with US dates."""
    rows = (
        f"{n},Session {n} on grief and loss in schools,7/{11 + n % 4}/2026,{8 + n % 9}:00 AM,"
        f"{8 + n % 9}:50 AM,Pat Doe; Lee Roe,hybrid,Track {n % 12},Room {n % 40}"
        for n in range(SESSIONS)
    )
    headings = "Session ID,Session Title,Date,Time Start,Time End,Speakers,format,Tracks,Room"
    return "\n".join([headings, *rows]).replace("13:", "1:").encode()


def calendar() -> bytes:
    """A calendar of 5,000 events."""
    start = datetime(2026, 7, 11, 8, tzinfo=UTC)
    events = []
    for n in range(SESSIONS):
        at = start + timedelta(minutes=10 * (n % 400))
        events.append(
            f"BEGIN:VEVENT\r\nUID:{n}@x.example\r\nSUMMARY:Session {n}\r\nLOCATION:Room {n % 40}\r\n"
            f"DTSTART:{at:%Y%m%dT%H%M%SZ}\r\nDURATION:PT50M\r\nDESCRIPTION:Speaker: Pat Doe\\n"
            f"{'What it is about. ' * 20}\r\nEND:VEVENT\r\n"
        )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def workbook() -> bytes:
    """The registrations as .xlsx."""
    from samples.workbooks import workbook as written

    return written([line.split(",") for line in registrations().decode().splitlines()])


FILES: dict[str, Callable[[], bytes]] = {
    "registrations, CSV": registrations,
    "registrations, xlsx": workbook,
    "accounts, CSV": accounts,
    "sessions, CSV": sheet,
    "sessions, iCalendar": calendar,
}


def plan(name: str, path: str) -> None:
    """Plan one file and print seconds, processor seconds and megabytes."""
    from stages import test

    test.take_settings()
    with test.embedded_aws():
        planned = _planner(name, Path(path).read_bytes())
        wall, cpu = time.perf_counter(), time.process_time()
        planned()
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(
            json.dumps(
                {
                    "seconds": round(time.perf_counter() - wall, 2),
                    "processor": round(time.process_time() - cpu, 2),
                    "megabytes": round(used),
                }
            )
        )


def _planner(name: str, data: bytes) -> Callable[[], object]:
    from chalicelib.domain.conference import Conference
    from chalicelib.importing.dates import DateOrder
    from chalicelib.importing.mapping import Mapped
    from chalicelib.importing.people import accounts_plan, registrations_plan
    from chalicelib.importing.people.request import Request
    from chalicelib.importing.schedule import plan as schedule_plan
    from chalicelib.importing.source import Source

    source, mapped = Source(name, data), Mapped(date_order=DateOrder.MDY)
    spring = Conference("s", "S", "America/Chicago", date(2026, 7, 11), date(2026, 7, 14))
    if name.startswith("registrations"):
        return lambda: registrations_plan.plan(Request(source, spring, mapped=mapped))
    if name.startswith("accounts"):
        return lambda: accounts_plan.plan(accounts_plan.Request(source))
    request = schedule_plan.Request(source, "s", time_zone="America/Chicago", mapped=mapped)
    return lambda: schedule_plan.plan(request, None)


def main() -> None:
    """Write each file, plan it in a process of its own, print the table, keep it as JSON."""
    found = {}
    folder = Path("/tmp") if sys.argv[1:] == [] else Path(sys.argv[1])
    for number, (name, written) in enumerate(FILES.items()):
        path = folder / f"bench-import-{number}"
        path.write_bytes(written())
        done = subprocess.run(
            [sys.executable, "-m", "bench.imports", "--plan", name, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        found[name] = json.loads(done.stdout.splitlines()[-1])
        path.unlink()
        print(f"{name:22} {found[name]}")
    RESULTS.write_text(
        json.dumps(
            {
                "plans": found,
                "python": platform.python_version(),
                "date": datetime.now(UTC).date().isoformat(),
            },
            indent=2,
        )
        + "\n"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--plan"]:
        plan(*sys.argv[2:4])
    else:
        main()
