"""The release before, back over what this one stored, and this one again over what that one stored."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from infra.rehearsal.deploy import Stack
from infra.rehearsal.failure import require
from infra.rehearsal.ministack import ROOT
from infra.rehearsal.portal import Portal, eventually

EARLIER = "88d8016cb1e5031151a145d9bc01d3eca9aa745b"  # version 0.1.0
_SHIPPED = ("app.py", "chalicelib", "templates", "static", "vendor")
# Read by the earlier release's own code, called as the gateway calls it, in a process of its own.
_AS_BOB = """
import json, sys
from chalice.test import Client
from app import app
client, headers = Client(app), {"Content-Type": "application/json"}
def ask(method, path, body=None):
    data = b"" if body is None else json.dumps(body).encode()
    answer = client.http.request(method, path, headers=headers, body=data)
    assert answer.status_code < 400, (method, path, answer.body)
    return json.loads(answer.body)
who = json.loads(sys.argv[1])
headers["Authorization"] = "Bearer " + ask("POST", "/v1/sign-in", who)["token"]
listed = [c["id"] for c in ask("GET", "/v1/conferences")["conferences"]]
claim = ask("GET", "/v1/conferences/spring")["claim"]
before = [c["id"] for c in ask("GET", "/v1/certificates")["certificates"]]
body = {"version": claim["version"], "selections": [{"session_id": "online"}]}
saved = ask("PUT", "/v1/conferences/spring/claim", body)
made = ask("POST", "/v1/conferences/spring/certificates", {"name": "Bob Back Again"})
found = {"listed": listed, "claim": claim, "before": before, "saved": saved, "made": made["id"]}
print("FOUND " + json.dumps(found))
"""


def go_back(stack: Stack) -> Iterator[str]:
    """0.1.0 over what this release wrote, then this release over what 0.1.0 wrote."""
    from samples import world

    code = _earlier_release()
    if code is None:
        yield "NOT SHOWN: going back to 0.1.0, whose commit this checkout does not have"
        return
    portal = Portal(stack.url)
    portal.sign_in(world.BOB, world.PASSWORD)
    _claimed(portal)
    known = [held["id"] for held in portal.call("GET", "/v1/certificates", 200)["certificates"]]
    found = _as_bob(code, {"email": world.BOB, "password": world.PASSWORD})
    require(found["listed"] == ["spring"], f"0.1.0 lists {found['listed']}.")
    require(found["claim"]["selected"] == 2, f"0.1.0 reads another claim: {found['claim']}")
    require(found["before"] == known, f"0.1.0 finds {found['before']} instead of {known}.")
    yield "0.1.0 read the account, claim and certificate that this release had written"
    claim = portal.call("GET", "/v1/conferences/spring", 200)["claim"]
    require(claim["selected"] == 1, f"What 0.1.0 saved is read as {claim}.")
    eventually("the certificate that 0.1.0 queued", lambda: _is_sent(portal, found["made"]))
    yield "this release read the claim that 0.1.0 saved, and made and sent what it had queued"
    _reindexed()
    yield "`reindex` put what 0.1.0 had written back into the index, and found nothing to do again"


def _claimed(portal: Portal) -> None:
    """Bob's certificate of two sessions, by this release."""
    version = portal.call("GET", "/v1/conferences/spring", 200)["claim"]["version"]
    chosen = [{"session_id": "online"}, {"session_id": "hybrid"}]
    body = {"version": version, "selections": chosen}
    portal.call("PUT", "/v1/conferences/spring/claim", 200, body)
    made = portal.call("POST", "/v1/conferences/spring/certificates", 202, {})
    eventually("Bob's certificate", lambda: _is_sent(portal, made["id"]))


def _is_sent(portal: Portal, certificate_id: str) -> bool:
    found = portal.call("GET", f"/v1/certificates/{certificate_id}", 200)
    return bool(found["status"] == "sent")


def _reindexed() -> None:
    from chalicelib.services.organizers.reindex import reindex

    first, second = reindex(), reindex()
    require(first.entries > 0, "0.1.0 left nothing to reindex: its writes were not seen.")
    require(second.entries + second.rosters + second.listed == 0, f"Not done at once: {second}")


def _earlier_release() -> Path | None:
    """The code of version 0.1.0, from git; None where the history is not there."""
    command = ["git", "archive", EARLIER, *_SHIPPED]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True)
    if packed.returncode:
        return None
    folder = ROOT / "build/earlier"
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _as_bob(code: Path, who: dict[str, str]) -> Any:
    ended = subprocess.run(
        [sys.executable, "-c", _AS_BOB, json.dumps(who)],
        cwd=code,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    [found] = [line for line in ended.stdout.splitlines() if line.startswith("FOUND ")] or [""]
    require(found != "", f"0.1.0 can't work with what is stored: {ended.stderr[-600:]}")
    return json.loads(found.removeprefix("FOUND "))
