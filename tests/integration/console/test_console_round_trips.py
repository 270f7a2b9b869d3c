"""Round trips to AWS of each page and form of the console, authentication included.

The routes are found from the app: a new one fails the first test until it has its figure here. What
goes to a queue or by email is not counted.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from app import app as the_app
from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import EVERY, Role
from chalicelib.services.console.sessions.listing import key_of
from chalicelib.store.claims import claims, conferences
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.organizers import claims_exports, imports, reissues
from samples import world
from samples.world import FIRST_DAY
from tests.integration.console.looks import LOOK
from tests.integration.imports.uploading import SCHEDULE, put
from tests.integration.reissue.reissuing import correct, counted, hold_certificate
from tests.support import calls
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer, run_imports
from tests.support.console import browser, give

NOT_COUNTED = {"SendMessage", "SendEmail"}
CONFERENCE = "/console/{conference_id}"
TEAM, PEOPLE, IMPORTS, CLAIMS, SESSIONS = (
    f"{CONFERENCE}/{page}" for page in ("team", "people", "imports", "claims", "sessions")
)
FILES = f"{CLAIMS}/files"
FILE = f"{FILES}/{{number}}"
SESSION = f"{SESSIONS}/{{session_key}}"
MEMBER, PERSON, IMPORT = (
    f"{TEAM}/{{account_id}}",
    f"{PEOPLE}/{{account_id}}",
    f"{IMPORTS}/{{number}}",
)
REISSUES = "/console/{conference_id}/reissue"
REISSUE = f"{REISSUES}/{{number}}"
AUDIT = "/console/{conference_id}/audit"
CERTIFICATE = f"{PERSON}/certificates/{{certificate_id}}"
NEW = {
    "name": "Fall Institute",
    "id": "fall-2025",
    "starts_on": "2025-10-03",
    "ends_on": "2025-10-05",
    "time_zone": "America/Denver",
    "overlap": "warn",
}
SETTINGS = NEW | {"name": "Spring", "starts_on": FIRST_DAY, "ends_on": FIRST_DAY + timedelta(1)}
ADDED = {
    "session_id": "h-0123456789ab",
    "title": "New",
    "date": str(world.FIRST_DAY),
    "starts_at": "15:00",
    "ends_at": "16:00",
    "format": "in_person",
}
CLAIMED = {"reason": "She asked for it."}
LATER = (world.NOW + timedelta(days=7)).date().isoformat()
MAIN = address_id(world.ALICE)
SECOND = "alice.a@home.example"


class Step(NamedTuple):
    """A request, and its round trips; `before` is done before it is counted."""

    method: str
    path: str
    trips: int
    fields: Mapping[str, Any] = MappingProxyType({})
    before: str = ""


# In this order: what one makes, the next finds.
STEPS = [
    Step("GET", "/console", 4),
    Step("POST", "/console", 2, {"next": "/console"}),
    Step("GET", "/console/conferences/new", 2),
    Step("POST", "/console/conferences/new", 7, NEW),
    Step("GET", "/console/{conference_id}", 5),
    Step("POST", "/console/{conference_id}/hold", 7, {"why": "Not yet."}),
    Step("POST", "/console/{conference_id}/let-go", 8, {"why": "Now."}),
    Step("GET", f"{CONFERENCE}/settings", 4),
    Step("POST", f"{CONFERENCE}/settings", 8, SETTINGS),
    Step("GET", f"{CONFERENCE}/look", 4),
    Step("POST", f"{CONFERENCE}/look/preview", 5, LOOK),
    Step("GET", f"{CONFERENCE}/look/samples/{{sample}}", 5),
    Step("POST", f"{CONFERENCE}/look", 8, LOOK),
    Step("GET", TEAM, 9),
    Step("POST", TEAM, 13, {"email": "new@prairie.example", "role": "reader"}),
    Step("POST", f"{TEAM}/invitations/{{address_id}}/withdraw", 6),
    Step("POST", f"{MEMBER}/role", 9, {"role": "editor"}),
    Step("POST", f"{MEMBER}/passkey", 8),
    Step("POST", f"{MEMBER}/remove", 10),
    Step("GET", PEOPLE, 3),
    Step("GET", PERSON, 10),
    Step("POST", f"{PERSON}/name", 11, {"name": "Alice Stone", **CLAIMED}),
    Step("POST", f"{PERSON}/sessions", 11, {"session": "second", **CLAIMED}),
    Step("POST", f"{PERSON}/deadline", 11, {"until": LATER, **CLAIMED}, before="deadline"),
    Step("POST", f"{CERTIFICATE}/resend", 17, CLAIMED, before="an hour ago"),
    Step("POST", f"{CERTIFICATE}/resend", 15, {"email": SECOND, **CLAIMED}, before="an hour ago"),
    Step("POST", f"{PERSON}/file", 13, CLAIMED),
    Step("POST", f"{CERTIFICATE}/revoke", 12, CLAIMED),
    Step("POST", f"{PERSON}/recover", 14, {"email": SECOND, **CLAIMED}),
    Step("POST", f"{PERSON}/registration", 20, {"from": MAIN, "email": SECOND, **CLAIMED}),
    Step("GET", AUDIT, 5),
    Step("GET", CLAIMS, 11),
    Step("GET", f"{CLAIMS}/addresses?which=all", 14),
    Step("GET", f"{CLAIMS}/sessions", 13),
    Step("GET", f"{CLAIMS}/days", 11),
    Step("GET", FILES, 4),
    Step("POST", FILES, 23, {"which": "all", "kind": "csv"}),
    Step("GET", FILE, 4),
    Step("GET", f"{FILE}/download", 6),
    Step("GET", SESSIONS, 5),
    Step("GET", f"{SESSIONS}/new", 3),
    # Each change is reviewed, and then confirmed.
    Step("POST", f"{SESSIONS}/new", 4, ADDED),
    Step("POST", f"{SESSIONS}/new", 10, ADDED, "reviewed"),
    Step("GET", SESSION, 15),
    Step("POST", SESSION, 14, {"room": "Hall C"}),
    Step("POST", SESSION, 10, {"room": "Hall C"}, "reviewed"),
    Step("POST", f"{SESSION}/cancel", 15),
    Step("POST", f"{SESSION}/cancel", 10, before="reviewed"),
    Step("POST", f"{SESSION}/put-back", 15),
    Step("POST", f"{SESSION}/put-back", 10, before="reviewed"),
    Step("GET", f"{SESSIONS}/credit", 5),
    Step("POST", f"{SESSIONS}/credit", 14, {"format": "hybrid"}),
    Step("POST", f"{SESSIONS}/credit", 10, {"format": "hybrid"}, "reviewed"),
    Step("POST", f"{SESSIONS}/undo", 13),
    Step("GET", IMPORTS, 4),
    Step("POST", IMPORTS, 7, {"what": "schedule"}),
    Step("GET", IMPORT, 4),
    Step("GET", f"{IMPORT}/came", 6, before="put"),
    Step("POST", f"{IMPORT}/answers", 5, before="run"),
    Step("POST", f"{IMPORT}/apply", 8, before="run"),
    Step("POST", f"{IMPORT}/undo", 9, before="run"),
    Step("POST", f"{IMPORT}/discard", 7, before="another"),
    Step("GET", REISSUES, 5),
    Step("POST", REISSUES, 8, {"email": "1"}),
    Step("GET", REISSUE, 6, before="certificate"),
    Step("GET", f"{REISSUE}/sample", 6),
    Step("POST", f"{REISSUE}/start", 8, {"why": "A wrong number."}),
    Step("POST", f"{REISSUE}/stop", 7),
]
BEFORE: dict[str, Callable[[Any, Visitor], object]] = {
    "": lambda app, olivia: None,
    "reviewed": lambda app, olivia: None,
    "put": lambda app, olivia: put(_import().id, SCHEDULE),
    "run": lambda app, olivia: run_imports(app),
    "deadline": lambda app, olivia: _set_a_deadline(),
    "an hour ago": lambda app, olivia: _an_hour_ago(),
    "another": lambda app, olivia: _another(app, olivia),
    "certificate": lambda app, olivia: _certificate(app),
}


def _another(app: Any, olivia: Visitor) -> None:
    """One more import, planned."""
    olivia.post("/console/spring/imports", {"what": "schedule"})
    put(_import().id, SCHEDULE)
    olivia.get(f"/console/spring/imports/{_import().number}/came")
    run_imports(app)


def _certificate(app: Any) -> None:
    """One that a corrected number changes; a reissue of it is counted."""
    hold_certificate("holder", "opening")
    correct()
    counted(app)


def _reissue() -> Any:
    return reissues.of_conference("spring")[0]


def _set_a_deadline() -> None:
    stored = conferences.load("spring")
    assert stored
    policies = replace(stored.conference.policies, deadline=world.NOW.date())
    conference = replace(stored.conference, policies=policies)
    conferences.save(conference, stored.sessions, expected_revision=stored.revision)


def _an_hour_ago() -> None:
    """The certificate's round, and that it was sent."""
    [made] = claims.at_conference("alice", "spring").certificates
    item = CertificateItem(account_key("alice"), certificate_key(made.location))
    earlier = made.round_at - timedelta(hours=1)
    item.update([CertificateItem.round_at.set(earlier), CertificateItem.status.set("sent")])


def _import() -> Any:
    return imports.of_conference("spring")[0]


def _revision() -> int:
    found = conferences.load("spring")
    return found.revision if found else 0


@pytest.fixture
def certificate(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening")
    made = str(alice.generate("spring").json["id"])
    run_consumer(app)
    return made


def test_every_route_of_the_console_has_its_figure() -> None:
    every = {(method, path) for path, methods in the_app.routes.items() for method in methods}
    ours = {one for one in every if one[1].startswith("/console") and one[0] != "HEAD"}
    assert ours == {(step.method, step.path.partition("?")[0]) for step in STEPS}


def test_every_page_and_form_of_the_console_takes_as_many_round_trips_as_stated(
    app: Any, certificate: str, team: None
) -> None:
    give("olivia", Role.OWNER, EVERY)
    olivia = browser(app, "olivia", fresh=True)
    wrong, seen = [], ""
    for step in STEPS:
        BEFORE[step.before](app, olivia)
        path = step.path.replace("{conference_id}", "spring").replace(
            "{certificate_id}", certificate
        )
        path = path.replace("{account_id}", "alice" if "people" in path else "rita")
        path = path.replace("{address_id}", address_id("new@prairie.example"))
        path = path.replace("{sample}", "certificate")
        fields = dict(step.fields)
        if path.startswith("/console/spring/claims") and "{number}" in path:
            path = path.replace("{number}", claims_exports.of_conference("spring")[0].number)
        if "{number}" in path:
            held = _reissue() if path.startswith("/console/spring/reissue") else _import()
            path = path.replace("{number}", held.number)
            fields["version"] = held.version
        if step.path.startswith((f"{CONFERENCE}/settings", f"{CONFERENCE}/look")):
            fields["revision"] = _revision()
        if "{session_key}" in path:
            path = path.replace("{session_key}", key_of("opening"))
        if path.endswith("/sessions/undo"):
            fields["revision"] = _revision()
        if step.before == "reviewed":
            fields |= dict(re.findall(r'name="(confirmed)" value="([^"]+)"', seen))
        calls.made.clear()
        answer = olivia.get(path) if step.method == "GET" else olivia.post(path, fields)
        trips = sum(call not in NOT_COUNTED for call in calls.made)
        seen = answer.text
        if answer.status >= 400 or trips != step.trips:
            wrong.append((step.method, step.path, answer.status, trips))
    assert not wrong, "\n".join(map(str, wrong))
