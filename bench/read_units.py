"""What each function reads when there is ten or a hundred times the data around one person.

    make bench-read-units

Round trips to DynamoDB and read units by its own rule (stages/read_units.py), over the embedded tables.
`other people` have accounts, registrations, claims and certificates at the same conference; what Alice
sees stays as it is. The last table makes her conference larger: a page is what she sees.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stages.read_units import Read, counted, listen
from stages.test import embedded_aws, take_settings

RESULTS = Path(__file__).parent / "results" / "read-units.json"
PEOPLE, SESSIONS = (10, 100, 1000), (10, 100, 1000)


def main() -> None:
    """Measure, print both tables, write the results."""
    take_settings(POWERTOOLS_LOG_LEVEL="CRITICAL")
    listen()
    out = sys.stdout
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        people = {str(count): measure(people=count) for count in PEOPLE}
        sessions = {str(count): measure(sessions=count) for count in SESSIONS}
    print("other people", *PEOPLE, sep="\t", file=out)
    _show(people)
    print("sessions", *SESSIONS, sep="\t", file=out)
    _show(sessions)
    found = {"date": datetime.now(UTC).date().isoformat(), "people": people, "sessions": sessions}
    RESULTS.write_text(json.dumps(found, indent=1) + "\n")


def measure(people: int = 0, sessions: int = 0) -> dict[str, list[float]]:
    """Calls and units of each function, with so many other people, and Alice's sessions."""
    with embedded_aws():
        from samples import crowd, world

        world.people()
        if sessions:
            day = tuple(world.session(f"s{n}", at="09:00", minutes=30) for n in range(sessions))
            world.hold(world.spring(), day)
        crowd.gather(people)
        return {name: [read.calls, read.units] for name, read in _walk(sessions).items()}


def _walk(sessions: int) -> dict[str, Read]:
    from chalice.test import Client

    from app import app
    from chalicelib.services.certificates.issue import issue
    from chalicelib.services.certificates.sweep import sweep
    from chalicelib.services.certificates.verify import verify
    from samples import world

    client, headers, found = Client(app), {"Content-Type": "application/json"}, {}

    def ask(name: str, method: str, path: str, body: Any = None) -> Any:
        data = b"" if body is None else json.dumps(body).encode()
        with counted() as found[name]:
            answer = client.http.request(method, path, headers=headers, body=data)
        assert answer.status_code < 400, answer.body
        return json.loads(answer.body)

    who = {"email": world.ALICE, "password": world.PASSWORD}
    headers["Authorization"] = f"Bearer {ask('sign in', 'POST', '/v1/sign-in', who)['token']}"
    ask("list", "GET", "/v1/conferences")
    ask("page, first of a process", "GET", "/v1/conferences/spring")
    version = ask("page", "GET", "/v1/conferences/spring")["claim"]["version"]
    chosen = [{"session_id": "s0" if sessions else "opening"}]
    body = {"version": version, "selections": chosen}
    ask("save", "PUT", "/v1/conferences/spring/claim", body)
    _function(found, "sweep", lambda: sweep(datetime.now(UTC)))  # while nothing waits
    made = ask("generate", "POST", "/v1/conferences/spring/certificates", {})["id"]
    _function(found, "consumer", lambda: issue(made, lambda: datetime.now(UTC)))
    _function(found, "verify page", lambda: verify(made, "192.0.2.0", datetime.now(UTC)))
    ask("poll", "GET", f"/v1/certificates/{made}")
    ask("certificates", "GET", "/v1/certificates")
    return found


def _function(found: dict[str, Read], name: str, step: Callable[[], Any]) -> None:
    with counted() as found[name]:
        step()


def _show(columns: dict[str, dict[str, list[float]]]) -> None:
    for name in next(iter(columns.values())):
        cells = (f"{calls} calls {units:g}" for calls, units in (c[name] for c in columns.values()))
        print(f"{name:<26}", *cells, sep="\t", file=sys.__stdout__)


if __name__ == "__main__":
    main()
