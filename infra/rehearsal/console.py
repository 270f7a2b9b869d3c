"""An organizer at work on the stack: a file goes to the bucket, is read, planned, applied and undone."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

import urllib3

from infra.rehearsal.deploy import Stack
from infra.rehearsal.failure import RehearsalFailed, require
from infra.rehearsal.portal import eventually
from infra.rehearsal.uploads import uploads_are_guarded

ALL, SEEN = "/console/spring/imports", "/conferences/spring"
UPLOADED, WHY = "A session that was uploaded", "For the rehearsal."
COOKIE = "__Host-ceu-sign-in"
TOO_MANY_BYTES = 20_000_001
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Browser:
    """A browser that is signed in with this token; it follows no redirect."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._cookie = url, f"{COOKIE}={token}"
        self._http = urllib3.PoolManager(retries=False, timeout=60)

    def get(self, path: str, status: int = 200) -> str:
        """A page's HTML, or where it leads."""
        return self._answered("GET", path, status)

    def press(self, page: str, path: str, **fields: str) -> str:
        """Send a form of the page with these fields; returns where it leads."""
        found = re.search(r'name="csrf" value="([^"]*)"', page)
        require(found, f"The page before {path} has no form.")
        sent = {"csrf": found[1] if found else ""} | fields
        return self._answered("POST", path, 303, sent)

    def _answered(
        self, method: str, path: str, status: int, fields: dict[str, str] | None = None
    ) -> str:
        headers = {"Cookie": self._cookie, "Accept": "text/html"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields) if fields else None
        address = self._url + path
        answer = self._http.request(method, address, body=body, headers=headers, redirect=False)
        said = answer.data.decode()
        require(answer.status == status, f"{method} {path} answered {answer.status}: {said[:600]}")
        return _path(answer.headers["Location"]) if status == 303 else said


def organize(stack: Stack) -> Iterator[str]:
    """Every step of a schedule and a list of registrations, under the functions' own policies."""
    olivia, alice = Browser(stack.url, _entered()), Browser(stack.url, _signed_in("alice"))
    schedule = b"id,title,date,starts_at,ends_at,contact_minutes\nadded,%s,%s,09:00,10:00,60\n" % (
        UPLOADED.encode(),
        str(_first_day()).encode(),
    )
    path = _planned(olivia, "schedule", schedule)
    require(UPLOADED not in alice.get(SEEN), "The schedule is there before it was applied.")
    yield "an organizer uploaded a schedule by the signed form; the imports function read and planned it"
    _decided(olivia, path, "apply", "Applied.")
    require(UPLOADED in alice.get(SEEN), "The schedule that was applied is not there.")
    yield "confirmed and applied: Alice sees its session on the conference page"
    _decided(olivia, path, "undo", "Undone.")
    require(UPLOADED not in alice.get(SEEN), "The schedule that was undone is still there.")
    yield "undone: the session is withdrawn"
    people = b"email,type\n" + b"".join(b"person%d@school.example,full\n" % n for n in range(300))
    path = _planned(olivia, "registrations", people)
    _decided(olivia, path, "apply", "Applied.")
    yield "300 registrations uploaded, planned and applied"
    _forms_refused(olivia)
    yield "a file of more than 20 MB is refused in words; the bucket refuses another key than was signed"
    shown = olivia.get("/console/spring/audit")
    require(shown.count(WHY) == 3, f"The audit's reasons: {shown[:3000]}")
    yield "the audit page says who applied and undid them, and why"
    yield from uploads_are_guarded(stack, f"spring.{path.rpartition('/')[2]}")


def _planned(olivia: Browser, what: str, data: bytes) -> str:
    """The page of an import that is ready to apply."""
    path = olivia.press(olivia.get(ALL), ALL, what=what)
    answer = _sent(olivia.get(path), data)
    require(answer.status == 303, f"The bucket answered {answer.status}: {answer.data[:600]!r}")
    back = _path(answer.headers["Location"])
    require(back == f"{path}/came", f"The bucket leads to {back}.")
    olivia.get(back, 303)
    eventually("a plan", lambda: "Nothing has been changed yet" in _going_on(olivia, path))
    return path


def _decided(olivia: Browser, path: str, does: str, becomes: str) -> None:
    page = olivia.get(path)
    found = re.search(r'name="version" value="(\d+)"', page)
    version = found[1] if found else ""
    olivia.press(page, f"{path}/{does}", version=version, why=WHY)
    eventually(becomes, lambda: f"<strong>{becomes}</strong>" in _going_on(olivia, path))


def _going_on(olivia: Browser, path: str) -> str:
    page = olivia.get(path)
    if "Not imported." in page:
        said = " ".join(re.sub("<[^>]+>", " ", page.partition("<main")[2]).split())
        raise RehearsalFailed(f"The import was refused: {said[:600]}")
    return page


def _forms_refused(olivia: Browser) -> None:
    path = olivia.press(olivia.get(ALL), ALL, what="schedule")
    page = olivia.get(path)
    answer = _sent(page, bytes(TOO_MANY_BYTES))
    require(answer.status == 303, f"{TOO_MANY_BYTES} bytes: {answer.status}: {answer.data[:600]!r}")
    olivia.get(f"{path}/came", 303)
    eventually("a refusal", lambda: "Not imported." in olivia.get(path))
    require("at most 20 MB" in olivia.get(path), "The page doesn't say that the file is too large.")
    path = olivia.press(olivia.get(ALL), ALL, what="schedule")
    page = olivia.get(path)
    answer = _sent(page, b"another's", key="uploads/spring.another")
    require(answer.status == 403, f"Another key than was signed: {answer.status}, not refused")


def _sent(page: str, data: bytes, **changed: str) -> urllib3.BaseHTTPResponse:
    """What the upload's form sends to the bucket: its fields, and the file last."""
    form = re.search(r'<form method="post" action="([^"]+)" enctype.*?</form>', page, re.DOTALL)
    if form is None:
        raise RehearsalFailed("The import's page has no form for the file.")
    fields: dict[str, str | tuple[str, bytes]] = {
        name: html.unescape(value) for name, value in _FIELD.findall(form[0])
    }
    fields |= changed
    fields["file"] = ("file", data)
    return urllib3.request("POST", html.unescape(form[1]), fields=fields, redirect=False)


def _path(location: str) -> str:
    """Without the host and the stage, which the API's address has already."""
    return urlsplit(location).path.removeprefix("/api")


def _entered() -> str:
    """Olivia owns the spring conference, and has just used her passkey, which has no browser here."""
    from chalicelib.domain.grant import Grant, Role
    from chalicelib.store.organizers import grants
    from chalicelib.store.transactions import Transaction
    from samples import world

    world.enrol("olivia", "Olivia Organizer", "olivia@prairie.example")
    with Transaction() as transaction:
        grants.put(transaction, "olivia", Grant("spring", Role.OWNER, "local", datetime.now(UTC)))
    return _signed_in("olivia", by_passkey=True)


def _signed_in(account_id: str, *, by_passkey: bool = False) -> str:
    """The token of a browser that signed in just now."""
    from chalicelib.domain.device import Device, Via
    from chalicelib.store.people import accounts, tokens

    account = accounts.load(account_id)
    return tokens.issue(
        account_id,
        account.credentials_version if account else 0,
        datetime.now(UTC),
        timedelta(days=1),
        Device(Via.COOKIE, "A browser"),
        by_passkey=by_passkey,
    )


def _first_day() -> object:
    from samples import world

    return world.FIRST_DAY
