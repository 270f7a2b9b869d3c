"""What odd requests cost in processor time, on every route: the embedded AWS's own work left out.

    make bench-odd  (or fewer: ODD_REQUESTS=100 make bench-odd)

As an attendee on every route, and as an owner whose passkey was just used on those of the console. Each
is answered twice, and the lower time counts: another process may share the core. Python's collector is
off meanwhile. Prints the dearest, and fails at a 500, at an answer over 100 kB, or over 50 ms but for a
password check, which is dear by design.
"""

import gc
import json
import os
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stages.test import embedded_aws, take_settings

take_settings()

from moto.core.botocore_stubber import BotocoreStubber  # noqa: E402

from app import app  # noqa: E402
from chalicelib.domain.device import Device, Via  # noqa: E402
from chalicelib.logs import logger  # noqa: E402
from chalicelib.store.people import accounts, tokens  # noqa: E402
from chalicelib.web import csrf  # noqa: E402
from samples import odd_console, world  # noqa: E402
from samples.odd_requests import Asker, odd_event, organizer  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "odd.json"
ROUTES = [(method, path) for path, methods in app.routes.items() for method in methods]
CONSOLE = [route for route in ROUTES if route[1].startswith("/console")]
MANY = int(os.environ.get("ODD_REQUESTS", "500"))  # of each
LONGEST, DEAREST = 100_000, 50.0
# A right password, and a wrong one, cost 0.2 to 0.45 s: docs/adr/0010-even-answers.md.
PASSWORDS = {"POST /v1/sign-in", "POST /sign-in", "POST /v1/account/proof"}
Found = tuple[float, str, int, int]
_theirs = [0.0]


def _aws(stubber: Any, *details: Any, **more: Any) -> Any:
    began = time.process_time()
    try:
        return _answer(stubber, *details, **more)
    finally:
        _theirs[0] += time.process_time() - began


_answer = BotocoreStubber.__call__


def _timed(event: dict[str, Any]) -> tuple[Any, float]:
    """The answer, and milliseconds of our own processor time."""
    _theirs[0], began = 0.0, time.process_time()
    answer = app(event, None)
    return answer, 1000 * (time.process_time() - began - _theirs[0])


def measure(
    routes: list[tuple[str, str]], signed_in: Callable[[], str], asker: Asker | None = None
) -> tuple[list[Found], Counter[int]]:
    """Milliseconds, route, status and length of every odd request, and how many of each status."""
    chance, rows, statuses = random.Random(3), [], Counter[int]()
    for method, path in routes * (MANY // len(routes) + 1):
        token = signed_in()  # the one before may have signed out
        event = odd_event(chance, (method, path), token, csrf.token_for(token), asker)
        answer, first = _timed(dict(event))
        _, second = _timed(dict(event))
        statuses[answer["statusCode"]] += 1
        length = len(str(answer["body"]))
        rows.append((min(first, second), f"{method} {path}", answer["statusCode"], length))
    return rows, statuses


def _bob() -> str:
    lasts, device = timedelta(days=1), Device(Via.BEARER, "Conference app")
    account = accounts.load("bob")
    version = account.credentials_version if account else 0
    return tokens.issue("bob", version, datetime.now(UTC), lasts, device)


def main() -> int:
    """Print, write, and fail at a 500 or a long answer."""
    logger.setLevel("CRITICAL")
    gc.disable()
    with embedded_aws(), patch.object(BotocoreStubber, "__call__", _aws):
        world.people()
        rows, statuses = measure(ROUTES, _bob)
        asker = organizer(odd_console.organize())
        inside, theirs = measure(CONSOLE, lambda: odd_console.entered("olivia"), asker)
    print(f"statuses of the organizer's: {dict(sorted(theirs.items()))}")
    rows, statuses = sorted(rows + inside, reverse=True), statuses + theirs
    times = sorted(row[0] for row in rows)
    shares = {f"p{share}": round(times[len(times) * share // 100], 1) for share in (50, 95, 99)}
    shares["most"] = round(times[-1], 1)
    print(f"{len(rows)} odd requests on {len(ROUTES)} routes; ms of processor time: {shares}")
    print(f"statuses: {dict(sorted(statuses.items()))}")
    for spent, route, status, length in rows[:12]:
        print(f"{spent:7.1f} ms  {status}  {length:>6}  {route}")
    found = {"date": datetime.now(UTC).date().isoformat(), "python": platform.python_version()}
    more = {"requests": len(rows), "ms": shares, "statuses": statuses, "dearest": rows[:12]}
    RESULTS.write_text(json.dumps(found | more, indent=2) + "\n")
    dear = any(row[0] > DEAREST and row[1] not in PASSWORDS for row in rows)
    return int(statuses[500] > 0 or dear or any(row[3] > LONGEST for row in rows))


if __name__ == "__main__":
    sys.exit(main())
