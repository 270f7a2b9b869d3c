"""Odd cookies, ids, bodies and headers against every route: no 500, no long answer, little work.

Generated, and the same each time. `ODD_REQUESTS=500` runs as many as the security review did.
"""

import os
import random
import statistics
import time
from typing import Any

import pytest

from app import app as the_app
from samples import world
from tests.support.client import Portal

MANY = int(os.environ.get("ODD_REQUESTS", "60"))
LONGEST = 100_000
MOST_SECONDS = 0.050
ODD = [
    "",
    "\x00",
    "' OR 1=1 --",
    "{{7*7}}",
    "../../etc/passwd",
    "%2e%2e%2f",
    "\u202eabc",
    "\ud800",
    "\U0001f469\u200d\U0001f4bb",
    "a" * 5_000,
    "\u0301" * 2_000,
    "9" * 400,
    "-1",
    "null",
    '{"a": [',
    "<script>alert(1)</script>",
    "NaN",
    "a=b; c=d",
    "\r\nSet-Cookie: x=y",
]
KINDS = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data",
    "application/json; charset=utf-16",
    "",
]
BODIES = [
    b"",
    b"[]",
    b"null",
    b'{"email": {}}',
    b'{"version": 1e400}',
    b'{"selections": "x"}',
    b"[" * 15_000,
    b"a=" + b"%F0" * 3_000,
    b"&" * 4_000,
    b"=&=" * 4_000,
    b"csrf=%00&csrf=x",
    b'{"name": "\\ud800"}',
    b"\xff\xfe\x00",
    b'{"password": "' + b"p" * 15_000 + b'"}',
]
ROUTES = [(method, path) for path, methods in the_app.routes.items() for method in methods]


def _event(chance: random.Random, route: tuple[str, str], token: str) -> dict[str, Any]:
    """As the gateway hands it over: what a test client would refuse to send comes through, too."""
    method, path = route
    parameters = {
        part[1:-1]: chance.choice(ODD) for part in path.split("/") if part.startswith("{")
    }
    filled = path
    for name, value in parameters.items():
        filled = filled.replace(f"{{{name}}}", value)
    headers = {
        "Content-Type": chance.choice(KINDS),
        "Accept": chance.choice(["*/*", "text/html", "", "a" * 3_000, "image/png"]),
        "Cookie": f"{chance.choice(ODD)}; __Host-ceu-sign-in={chance.choice([token, *ODD])}",
        "Authorization": f"Bearer {chance.choice([token, *ODD])}",
        "User-Agent": chance.choice(ODD),
        "Origin": chance.choice(["", "null", "https://ceu.example.org", chance.choice(ODD)]),
        "X-CSRF-Token": chance.choice(ODD),
        "Host": chance.choice(["ceu.example.org", chance.choice(ODD)]),
    }
    query = {chance.choice(["next", "id", "done", "at", "x"]): [chance.choice(ODD)]}
    return {
        "resource": path,
        "path": filled,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "multiValueQueryStringParameters": chance.choice([query, None]),
        "queryStringParameters": None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "body": chance.choice(BODIES).decode("latin-1"),
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": filled,
            "identity": {"sourceIp": chance.choice(["192.0.2.1", "::1", "", "odd"])},
            "requestId": "one",
        },
    }


@pytest.mark.parametrize("seed", range(2))
def test_no_odd_request_breaks_anything(app: Any, people: None, seed: int) -> None:
    chance = random.Random(seed)
    portal = Portal(app)
    portal.sign_in(world.BOB, world.PASSWORD)
    took: list[float] = []
    for number in range(MANY):
        route = ROUTES[(number * 7 + seed) % len(ROUTES)]
        event = _event(chance, route, portal.token)
        began = time.process_time()
        answer = the_app(event, None)
        took.append(time.process_time() - began)
        assert answer["statusCode"] != 500, (route, event, answer["body"])
        assert answer["statusCode"] < 504, route
        assert len(str(answer["body"])) < LONGEST, route
    # The embedded AWS works in this process, too, and passwords are checked: the middle is ours.
    assert statistics.median(took) < MOST_SECONDS
