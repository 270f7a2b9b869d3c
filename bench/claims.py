"""`make bench-claims`: what the console's pages cost with 10,000 registrations and 5,000 claims.

Processor time of the portal, over MiniStack, which answers from a process of its own, whose time does
not count. Pages: the median of three, after one more. Two thirds of those registered have an
account; of those who claimed, twelve sessions each of a program of 200, four in five have a
certificate, emailed to one address; one in fifty of these emails was returned. One of each kind was
made by the services, and what they stored is stored for the others under other ids.
"""

import json
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import botocore.handlers

from bench.claims_browser import Olivia
from bench.claims_world import counted_reissue, fill, session_key
from bench.world import take_settings
from infra.rehearsal.ministack import ministack

RESULTS = Path(__file__).parent / "results" / "claims.json"
TIMES = 3
CLAIMS = "/console/spring/claims"
PAGES = {
    "People: a search": "/console/spring/people?q=person77",
    "People: a name, 50 of 111": "/console/spring/people?q=doe+77",
    "People: one person": "/console/spring/people/person77",
    "Claims: 50 people": CLAIMS,
    "Claims: no certificate": f"{CLAIMS}?which=no-certificate",
    "Claims: email returned": f"{CLAIMS}?which=returned",
    "Claims: failed (nobody)": f"{CLAIMS}?which=failed",
    "Claims: 80 addresses": f"{CLAIMS}/addresses?which=returned",
    "Claims: 500 addresses": f"{CLAIMS}/addresses?which=no-certificate",
    "Claims: by session": f"{CLAIMS}/sessions",
    "Claims: by day": f"{CLAIMS}/days",
    "Claims: files": f"{CLAIMS}/files",
    "Sessions: 200": "/console/spring/sessions",
    "Sessions: who has one": "/console/spring/sessions/{session}",
    "Reissue: the form": "/console/spring/reissue",
    "Reissue: a plan of 100": "/console/spring/reissue/{reissue}",
    "Audit: 50 of 600 entries": "/console/spring/audit",
    "Audit: a filter, nothing": "/console/spring/audit?person=nobody@home.example",
    "Imports": "/console/spring/imports",
    "Team": "/console/spring/team",
    "The checklist": "/console/spring",
}
Figures = dict[str, float]
_calls: list[str] = []


def main() -> None:
    """Fill the tables, ask for each page, make the files, print the table, keep it as JSON."""
    load = os.getloadavg()[0]
    botocore.handlers.BUILTIN_HANDLERS.append(("before-call", _heard))
    with tempfile.TemporaryDirectory() as folder, ministack(Path(folder) / "log") as endpoint:
        take_settings(endpoint)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            fill()
            olivia, named = Olivia(), {"session": session_key(), "reissue": counted_reissue()}
            found = {name: _page(olivia, path.format(**named)) for name, path in PAGES.items()}
            found |= _files()
    for name, figures in found.items():
        print(f"{name:26}{figures['ms']:>8.0f} ms  {figures['calls']:>5} calls to AWS")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(f"{megabytes} MB at most")
    result = {
        "found": found,
        "megabytes": megabytes,
        "python": platform.python_version(),
        "processor": f"{os.cpu_count()} cores, load before {load:.1f}",
        "date": datetime.now(UTC).date().isoformat(),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")


def _page(olivia: Olivia, path: str) -> Figures:
    olivia.get(path)
    return _median([_spent(lambda: olivia.get(path)) for _ in range(TIMES)])


def _files() -> dict[str, Figures]:
    """As the consumer makes them."""
    from chalicelib.domain.audit import By
    from chalicelib.domain.claimant import Which
    from chalicelib.domain.claims_export import Kind
    from chalicelib.services.console import claims_export

    found, by = {}, By("account:olivia")
    for kind in Kind:
        found[f"{kind} of 80, at once"] = _spent(
            partial(claims_export.ask, "spring", Which.RETURNED, kind, by, datetime.now(UTC))
        )
        asked = claims_export.ask("spring", Which.ALL, kind, by, datetime.now(UTC))
        found[f"{kind} of 5,000, the consumer"] = _spent(
            partial(claims_export.make, asked.id, datetime.now(UTC))
        )
    return found


def _spent(does: Callable[[], object]) -> Figures:
    calls, began = len(_calls), time.process_time()
    does()
    return {"ms": round((time.process_time() - began) * 1000, 1), "calls": len(_calls) - calls}


def _median(found: list[Figures]) -> Figures:
    return {name: statistics.median(one[name] for one in found) for name in ("ms", "calls")}


def _heard(model: object, **_: object) -> None:
    _calls.append(str(model))


if __name__ == "__main__":
    main()
