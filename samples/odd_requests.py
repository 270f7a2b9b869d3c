"""Requests as no browser and no app sends them: odd cookies, ids, bodies, headers and addresses.

Most parts of a request are as they should be, so that the odd one gets deep enough to break something.
"""

import json
import random
from typing import Any
from urllib.parse import quote_plus

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
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
KINDS = [JSON, FORM, "text/plain", "multipart/form-data", "application/json; charset=utf-16", ""]
# What forms and calls ask for, so that odd values reach what reads them.
FIELDS = [
    "email",
    "password",
    "current_password",
    "new_password",
    "name",
    "address",
    "code",
    "token",
    "next",
    "version",
    "selections",
    "selected",
    "session",
    "attended_on",
    "digest",
    "id",
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
SITE = "ceu.example.org"


def odd_event(
    chance: random.Random, route: tuple[str, str], token: str, form_token: str = ""
) -> dict[str, Any]:
    """As the gateway hands it over: what a test client would refuse to send comes through, too.

    `route` is a method and the path as the app has it; `token` a sign-in's, `form_token` its forms'.
    """
    method, path = route

    def mostly(right: str, *odd: str) -> str:
        return right if chance.random() < 0.75 else chance.choice(odd or ODD)

    parameters = {
        part[1:-1]: mostly("spring") if part == "{conference_id}" else chance.choice(ODD)
        for part in path.split("/")
        if part.startswith("{")
    }
    filled = path
    for name, value in parameters.items():
        filled = filled.replace(f"{{{name}}}", value)
    kind = JSON if path.startswith("/v1") or path.endswith(".json") else FORM
    headers = {
        "Accept": mostly("*/*", "text/html", "", "a" * 3_000, "image/png"),
        "Cookie": f"{chance.choice(ODD)}; __Host-ceu-sign-in={mostly(token)}",
        "Authorization": f"Bearer {mostly(token)}",
        "User-Agent": chance.choice(ODD),
        "Origin": mostly(f"https://{SITE}", "", "null", *ODD),
        "X-CSRF-Token": mostly(form_token),
        "Host": mostly(SITE),
    }
    if method not in ("GET", "HEAD"):
        headers["Content-Type"] = mostly(kind, *KINDS)
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
        "body": _body(chance, kind, mostly(form_token)),
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": filled,
            "identity": {"sourceIp": chance.choice(["192.0.2.1", "::1", "", "odd"])},
            "requestId": "one",
        },
    }


def _body(chance: random.Random, kind: str, form_token: str) -> str:
    """One of the odd ones, or fields that are asked for with odd values."""
    if chance.random() < 0.4:
        return chance.choice(BODIES).decode("latin-1")
    fields = {name: chance.choice(ODD) for name in chance.sample(FIELDS, chance.randint(1, 6))}
    if kind == JSON:
        odd: list[Any] = [[], {}, None, True, 10**30, ["x"] * 900, {"a": {"b": []}}]
        return json.dumps(fields | {chance.choice(FIELDS): chance.choice(odd)})
    pairs = [f"{name}={quote_plus(value, errors='replace')}" for name, value in fields.items()]
    return "&".join([f"csrf={quote_plus(form_token, errors='replace')}", *pairs])
