"""2,000 certificates are reissued with a corrected number, killed in the middle, and resumed.

    make bench-reissue                             # 2,000 certificates
    python -m bench.reissue --holders 200

MiniStack, the function that counts and makes, and the one that renders and sends run in processes of
their own. When half is made, both functions are ended by SIGKILL and started anew. Then each holder has
to have one new certificate, and one email of it; but for the email that SES may have taken just before its
sender died, and whose record is missing (docs/reliability.md, "The window"). Which one that can be is read
from the table when the sender is dead.
"""

import argparse
import json
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import urllib3

from bench.reissue_parts import (
    CONFERENCE,
    address_of,
    correct_number,
    outcome,
    prepare,
    serve,
    under_way,
    waiting,
)
from bench.world import take_settings
from infra.rehearsal.ministack import ministack

RESULTS = Path(__file__).parent / "results" / "reissue.json"
FUNCTIONS = (("imports", "imports", 1), ("issue", "certificates", 5))
SWEEP_EVERY_SECONDS = 5.0


def main() -> None:
    """Measure, print, write the results; exits with 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(prog="make bench-reissue", description=__doc__)
    parser.add_argument("--holders", type=int, default=2000)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, ministack(Path(folder) / "log") as endpoint:
        take_settings(endpoint)
        began = time.monotonic()
        prepare(given.holders)
        correct_number()
        print(f"prepared in {time.monotonic() - began:.0f} s", flush=True)
        measured = _reissue(given.holders)
        measured |= _emails(endpoint, given.holders, measured["under_way_when_killed"])
    measured |= {
        "holders": given.holders,
        "python": platform.python_version(),
        "processor": f"{os.cpu_count()} cores, load before {load:.1f}",
        "date": datetime.now(UTC).date().isoformat(),
    }
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    print(json.dumps(measured, indent=1))
    if measured.get("not once") or measured["emails_lost"] or measured["emails_doubled"]:
        sys.exit("Something was lost or doubled.")


def _reissue(holders: int) -> dict[str, Any]:
    from chalicelib.domain.audit import By
    from chalicelib.domain.reissue import State, Wanted
    from chalicelib.services.reissue import decide

    by = By("account:olivia", "The provider number was wrong")
    found = decide.begin(CONFERENCE, Wanted(), by, datetime.now(UTC) + timedelta(seconds=1))
    seen: dict[str, Any] = {}
    functions = _started()

    def now() -> Any:
        return decide.open_reissue(CONFERENCE, found.id)

    seen["seconds_to_count"] = _until(lambda: now().state is not State.COUNTING)
    counted = now()
    seen["counted"] = counted.counts.again
    began = time.monotonic()
    decide.start(counted, counted.version, by, datetime.now(UTC))
    _until(lambda: now().counts.made >= holders // 2)
    for function in functions:
        function.kill()
        function.join()
    killed = now()
    seen["made_when_killed"] = killed.counts.made
    seen["under_way_when_killed"] = under_way()
    functions = _started()
    seen["seconds_to_make"] = _until(lambda: now().state is not State.MAKING, began)
    done = now()
    seen |= {"state": done.state.value, "made": done.counts.made, "passed": done.counts.passed}
    seen["parts"] = done.parts
    seen["seconds_to_send"] = _until(lambda: not waiting(), began)
    for function in functions:
        function.kill()
        function.join()
    return seen | outcome(holders, done.number)


def _started() -> list[Any]:
    context = multiprocessing.get_context("spawn")
    found = [context.Process(target=serve, args=each, daemon=True) for each in FUNCTIONS]
    for process in found:
        process.start()
    return found


def _until(holds: Callable[[], bool], began: float | None = None) -> float:
    """Seconds since `began` (or now) until it holds. The sweep runs meanwhile, as it would."""
    from chalicelib.services.certificates.sweep import sweep
    from chalicelib.services.reissue.sweep import sweep as reissues

    began = time.monotonic() if began is None else began
    swept = time.monotonic()
    while not holds():
        time.sleep(0.5)
        if time.monotonic() - swept > SWEEP_EVERY_SECONDS:
            swept = time.monotonic()
            sweep(datetime.now(UTC))
            reissues(datetime.now(UTC))
    return round(time.monotonic() - began, 1)


def _emails(endpoint: str, holders: int, began: list[str]) -> dict[str, int]:
    sent = urllib3.request("GET", f"{endpoint}/_ministack/ses/messages").json()["messages"]
    got = Counter(to for mails in sent.values() for mail in mails for to in mail["To"])
    addresses = [address_of(number) for number in range(holders)]
    twice = [one for one in addresses if got[one] > 1]
    return {
        "emails": sum(got.values()),
        "emails_lost": sum(got[one] == 0 for one in addresses),
        "emails_sent_again_in_the_window": sum(one in began and got[one] == 2 for one in twice),
        "emails_doubled": sum(one not in began or got[one] > 2 for one in twice),
    }


if __name__ == "__main__":
    main()
