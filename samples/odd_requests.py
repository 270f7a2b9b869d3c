"""Requests as no browser and no app sends them: odd cookies, ids, bodies, headers and addresses.

Most parts of a request are as they should be, so that the odd one gets deep enough to break something.
"""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
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
QUERY = ["next", "id", "done", "at", "x"]
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
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Asker:
    """What one kind of person would send: right values of a path's parts and of fields, and their names."""

    path: Mapping[str, Sequence[str]] = field(
        default_factory=lambda: {"conference_id": ("spring",)}
    )
    right: Mapping[str, str] = field(default_factory=dict)
    fields: Sequence[str] = tuple(FIELDS)
    query: Sequence[str] = tuple(QUERY)
    as_it_should: float = 0.75  # the share of each part that is not odd


def organizer(path: Mapping[str, Sequence[str]]) -> Asker:
    """Somebody in the console: the fields and queries are found from its templates and pages."""
    templates = "\n".join(
        one.read_text("utf-8") for one in sorted(_ROOT.glob("templates/console/*.html"))
    )
    pages = "\n".join(
        one.read_text("utf-8") for one in sorted(_ROOT.glob("chalicelib/web/console/*.py"))
    )
    named = re.findall(r'(?:name="|line\("|choice\("|statement\(")([a-z][\w.-]*)"', templates)
    credit = [f"credit[1].{name}" for name in ("id", "label", "cap", "places", "statement")]
    numbers = ["provider.numbers[1].label", "provider.numbers[1].number", "provider.logo"]
    return Asker(
        path={"conference_id": ("spring",), **path},
        right=_TYPED,
        fields=sorted({*named, *credit, *numbers}),
        as_it_should=0.92,
        query=sorted({*QUERY, *named, *re.findall(r'visit\.query\("(\w+)"', pages)}),
    )


# What gets a form past its first checks, so that the odd field beside it is looked at.
_TYPED = {
    "email": "new@prairie.example",
    "role": "editor",
    "reason": "She asked for it.",
    "session": "opening",
    "session_id": "h-0123456789ab",
    "revision": "1",
    "version": "1",
    "until": "2027-01-31",
    "name": "A name",
    "id": "fall-2025",
    "starts_on": "2025-10-03",
    "ends_on": "2025-10-05",
    "time_zone": "America/Denver",
    "title": "A session",
    "date": "2025-10-03",
    "starts_at": "09:00",
    "ends_at": "10:00",
    "format": "hybrid",
    "what": "schedule",
    "which": "all",
    "kind": "csv",
    "do": "preview",
}


def odd_event(
    chance: random.Random,
    route: tuple[str, str],
    token: str,
    form_token: str = "",
    asker: Asker | None = None,
) -> dict[str, Any]:
    """As the gateway hands it over: what a test client would refuse to send comes through, too.

    `route` is a method and the path as the app has it; `token` a sign-in's, `form_token` its forms'.
    """
    method, path = route
    asker = asker or Asker()

    def mostly(right: str, *odd: str) -> str:
        return right if chance.random() < asker.as_it_should else chance.choice(odd or ODD)

    parameters = {
        part[1:-1]: mostly(chance.choice(asker.path[part[1:-1]]))
        if part[1:-1] in asker.path
        else chance.choice(ODD)
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
    query = {chance.choice(asker.query): [chance.choice(ODD)]}
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
        "body": _body(chance, kind, mostly(form_token), asker),
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": filled,
            "identity": {"sourceIp": chance.choice(["192.0.2.1", "::1", "", "odd"])},
            "requestId": "one",
        },
    }


def _body(chance: random.Random, kind: str, form_token: str, asker: Asker) -> str:
    """One of the odd ones, or fields that are asked for with odd values."""
    if chance.random() < (0.2 if asker.right else 0.4):
        return chance.choice(BODIES).decode("latin-1")
    asked = chance.sample(asker.fields, min(len(asker.fields), chance.randint(1, 6)))
    fields = {name: chance.choice(ODD) for name in asked}
    if asker.right and chance.random() < 0.7:
        fields = dict(asker.right) | dict(list(fields.items())[:2])
    if kind == JSON:
        odd: list[Any] = [[], {}, None, True, 10**30, ["x"] * 900, {"a": {"b": []}}]
        return json.dumps(fields | {chance.choice(asker.fields): chance.choice(odd)})
    pairs = [f"{name}={quote_plus(value, errors='replace')}" for name, value in fields.items()]
    return "&".join([f"csrf={quote_plus(form_token, errors='replace')}", *pairs])
