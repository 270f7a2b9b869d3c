"""Sunday evening: a conference ends, and everybody claims at once, behind one network.

    make bench-rush                                     # 2,000 attendees
    python -m bench.rush --attendees 200 --portals 2 --consumers 1

MiniStack runs in a process of its own, and portals and consumers in separate ones, each doing one
thing at a time as a Lambda instance would. Each attendee signs in (one in ten mistypes the password
first), lists, opens, saves 12 times, generates, and looks every second until it is sent. The emails
that MiniStack took are compared with the attendees: each exactly once.
"""

import argparse
import json
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import urllib3

from bench.rush_parts import address_of, consume, prepare, visit
from bench.world import take_settings
from infra.rehearsal.ministack import ministack

RESULTS = Path(__file__).parent / "results" / "rush.json"
AWS_WAIT_SECONDS = 600


def main() -> None:
    """Measure, print the table, write the results; exits with 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(prog="make bench-rush", description=__doc__)
    parser.add_argument("--attendees", type=int, default=2000)
    parser.add_argument("--portals", type=int, default=2)
    parser.add_argument("--consumers", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=50, help="attendees under way in one portal")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ministack(Path(folder) / "log") as endpoint:
        take_settings(endpoint)
        prepare(given.attendees)
        measured = _rush(given)
        measured |= _emails(endpoint, given.attendees)
    measured |= _about(given)
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    _show(measured)
    if measured["lost"] or measured["doubled"] or measured["errors"]:
        sys.exit("Something was lost, doubled or answered with an error.")


def _rush(given: argparse.Namespace) -> dict[str, Any]:
    """Run portals and consumers until everybody has their certificate."""
    context = multiprocessing.get_context("spawn")
    stop, seen = context.Event(), context.Queue()
    consumers = [
        context.Process(target=consume, args=(stop, seen), daemon=True)
        for _ in range(given.consumers)
    ]
    portals = [
        context.Process(
            target=visit, args=(range(n, given.attendees, given.portals), given.at_once, seen)
        )
        for n in range(given.portals)
    ]
    for process in consumers:
        process.start()
    began = time.monotonic()
    for process in portals:
        process.start()
    found: dict[str, Any] = {"milliseconds": {}, "answers": Counter(), "to_sent": []}
    ages: list[float] = []
    done = 0
    while done < given.portals:
        kind, value = seen.get(timeout=AWS_WAIT_SECONDS)
        if kind == "age":
            ages.append(value)
            continue
        done += 1
        for name, times in value["milliseconds"].items():
            found["milliseconds"].setdefault(name, []).extend(times)
        found["answers"].update(value["answers"])
        found["to_sent"].extend(value["to_sent"])
    took = time.monotonic() - began
    stop.set()
    for process in [*portals, *consumers]:
        process.join(10)
    return _figures(found, took, ages)


def _figures(found: dict[str, Any], took: float, ages: list[float]) -> dict[str, Any]:
    answers = found["answers"]
    return {
        "seconds": round(took, 1),
        "requests": sum(answers.values()),
        "requests_a_second": round(sum(answers.values()) / took, 1),
        "sent": len(found["to_sent"]),
        "milliseconds": {
            name: {"p50": _percentile(times, 50), "p99": _percentile(times, 99)}
            for name, times in found["milliseconds"].items()
        },
        "seconds_to_sent": {q: _percentile(found["to_sent"], int(q[1:])) for q in ("p50", "p99")},
        "oldest_message_seconds": round(max(ages, default=0.0), 1),
        "refused": answers["429"],
        "errors": sum(count for status, count in answers.items() if status >= "5"),
        "answers": dict(sorted(answers.items())),
    }


def _percentile(values: list[float], percent: int) -> float:
    if len(values) < 2:
        return round(values[0], 1) if values else 0.0
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


def _emails(endpoint: str, attendees: int) -> dict[str, int]:
    """What SES took: one email for each attendee, no more and no less."""
    sent = urllib3.request("GET", f"{endpoint}/_ministack/ses/messages").json()["messages"]
    got = Counter(to for mails in sent.values() for mail in mails for to in mail["To"])
    expected = [address_of(number) for number in range(attendees)]
    return {
        "emails": sum(got.values()),
        "lost": sum(not got[address] for address in expected),
        "doubled": sum(got[address] > 1 for address in expected),
        "to_strangers": sum(
            count for address, count in got.items() if address not in set(expected)
        ),
    }


def _about(given: argparse.Namespace) -> dict[str, Any]:
    return {
        "attendees": given.attendees,
        "portals": given.portals,
        "consumers": given.consumers,
        "at_once": given.at_once * given.portals,
        "python": platform.python_version(),
        "processor": f"{os.cpu_count()} cores, load before {os.getloadavg()[2]:.1f}",
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"python -m bench.rush {' '.join(sys.argv[1:])}".strip(),
    }


def _show(measured: dict[str, Any]) -> None:
    print(f"{'request':<12}{'p50 ms':>10}{'p99 ms':>10}")
    for name, times in measured["milliseconds"].items():
        print(f"{name:<12}{times['p50']:>10}{times['p99']:>10}")
    skipped = {"milliseconds"}
    for name, value in measured.items():
        if name not in skipped:
            print(f"{name:<24}{value}")


if __name__ == "__main__":
    main()
