"""Every command that writes or shows a person's data leaves an entry; `audit` lists and verifies them."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.domain.audit import Entry, parse
from chalicelib.services.audit.heads import keep_heads
from chalicelib.store import audit
from chalicelib.store.audit_table import EntryItem
from chalicelib.store.certificates import certificates, snapshots
from ops.cli import app as command_line
from samples import world
from tests.integration.ops.operator import ops, refused, with_imports_consumer, written
from tests.integration.ops.test_operate import InTwoMinutes
from tests.integration.reissue.reissuing import correct
from tests.support import faults, kept_worlds
from tests.support.client import Portal, run_consumer

HOME = "alice.a@home.example"
PLAIN = {"status", "preview"}  # they write nothing and show nobody's data
SCOPES = {
    "import-schedule": "CONFERENCE#spring",
    "import-registrations": "CONFERENCE#spring",
    "import-attendance": "CONFERENCE#spring",
    "import-accounts": "PORTAL",
    "conference": "CONFERENCE#spring",
    "move-address": "ACCOUNT#alice-2",
    "move-registration": "CONFERENCE#spring",
    "list": "PORTAL",
    "find": "ACCOUNT#alice",
    "show": "ACCOUNT#alice",
    "roster": "CONFERENCE#spring",
    "redrive": "PORTAL",
    "reindex": "PORTAL",
    "retry-failed": "ACCOUNT#alice",
    "resend": "ACCOUNT#alice",
    "reissue": "CONFERENCE#spring",
    "revoke": "ACCOUNT#alice",
    "grant": "CONFERENCE#spring",
    "end-sign-ins": "ACCOUNT#alice",
    "audit": "PORTAL",
}


def _name(command: Any) -> str:
    return command.name or command.callback.__name__.replace("_", "-")


COMMANDS = sorted({_name(c) for c in command_line.registered_commands} - PLAIN)


@pytest.fixture
def certificate(app: Any, alice: Portal) -> str:
    return kept_worlds.made("alice's, not sent yet", lambda: _certificate(alice))


def _certificate(alice: Portal) -> str:
    alice.claim("spring", "opening")
    return str(alice.generate("spring").json["id"])


@pytest.fixture(autouse=True)
def _later(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ops.commands.resend.datetime", InTwoMinutes)
    with_imports_consumer(monkeypatch, app)


def _words(command: str, certificate: str, folder: Path) -> list[str | Path]:
    """A command that does something."""
    if command in ("show", "resend", "revoke", "retry-failed"):
        reason = ["--yes", "--reason", "issued in error"] if command == "revoke" else []
        return [command, certificate, *reason]
    if command == "import-schedule":
        return [command, *_schedule(folder)]
    if command == "import-registrations":
        return [command, "spring", written(folder, "r.csv", "email,type", "dana@x.example,full")]
    if command == "import-attendance":
        rows = ("email,session", f"{world.ALICE},opening")
        return [command, "spring", written(folder, "c.csv", *rows)]
    if command == "import-accounts":
        return [command, written(folder, "a.csv", "account,name,email", "dana,Dana,dana@x.example")]
    if command == "conference":
        return [command, "spring", "--file", written(folder, "s.toml", 'name = "Another Name"')]
    return [command, *PLACES[command]]


def _schedule(folder: Path) -> list[str | Path]:
    lines = ("id,title,date,start,end", "a,A talk,2026-03-06,09:00,10:00")
    return [written(folder, "program.csv", *lines), "--id", "spring"]


PLACES: dict[str, list[str | Path]] = {
    "grant": ["olivia@prairie.example", "--conference", "spring", "--role", "owner"],
    "move-address": [HOME, "--to", "alice", "--reason", f"wrote from {HOME}"],
    "move-registration": ["spring", world.ALICE, "--to", HOME],
    "list": [],
    "find": [world.ALICE],
    "roster": ["spring"],
    "redrive": [],
    "reindex": [],
    "reissue": ["spring", "--yes"],
    "end-sign-ins": [world.ALICE, "--yes"],
    "audit": [],
}


def _entries(scope: str) -> list[Entry]:
    return [parse(stored.body) for stored in audit.chain(scope)]


def _ready(app: Any, command: str, certificate: str) -> None:
    if command == "reissue":
        correct()
    world.enrol("alice-2", "Alice Å.", HOME, "alice.b@home.example")
    if command in ("redrive", "retry-failed"):
        location = snapshots.locate(certificate)
        assert location is not None
        certificates.mark_failed(location)
        if command == "redrive":
            run_consumer(app)
            from chalicelib.aws import clients
            from chalicelib.settings import settings

            body = f'{{"certificate_id": "{certificate}"}}'
            clients.sqs().send_message(QueueUrl=settings().certificates_dlq_url, MessageBody=body)
    else:
        run_consumer(app)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_leaves_an_entry(
    app: Any, certificate: str, command: str, tmp_path: Path
) -> None:
    _ready(app, command, certificate)
    ops("--reason", "ticket 7", *_words(command, certificate, tmp_path))
    entry = _entries(SCOPES[command])[-1]
    assert entry.action == command
    assert entry.who == boto3.client("sts").get_caller_identity()["Arn"]
    assert entry.why == {
        "revoke": "issued in error",
        "move-address": "wrote from (address)",
    }.get(command, "ticket 7")
    everything = " ".join(item.body for item in EntryItem.scan())
    assert "@" not in everything
    assert entry.at > datetime.now(UTC) - timedelta(minutes=5)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"move-address", "revoke", "grant"}))
def test_nothing_is_written_or_shown_where_the_audit_takes_no_entry(
    app: Any, certificate: str, command: str, tmp_path: Path
) -> None:
    _ready(app, command, certificate)
    words = _words(command, certificate, tmp_path)
    with faults.before("PutItem", faults.error("ValidationException")):
        said = refused(*words)
    assert world.ALICE not in said.replace(str(words), "")
    assert _entries(SCOPES[command]) == []


def test_a_dry_run_leaves_an_entry_where_it_shows_what_is_stored(
    people: None, tmp_path: Path
) -> None:
    file = written(tmp_path, "r.csv", "email,type", "dana@x.example,full")
    ops("import-registrations", "spring", file, "--dry-run")
    [entry] = _entries("CONFERENCE#spring")
    assert entry.facts["dry_run"] == "yes"
    ops("import-schedule", *_schedule(tmp_path), "--dry-run")
    assert len(_entries("CONFERENCE#spring")) == 1


def test_the_audit_is_listed_with_whom_it_touched(app: Any, certificate: str) -> None:
    ops("find", world.ALICE)
    ops("--reason", "ticket 8", "show", certificate)
    today = datetime.now(UTC).date()
    said = ops("audit", "--from", str(today - timedelta(days=1)), "--to", str(today))
    assert re.search(r"ACCOUNT#alice 2  show  arn:\S+  " + certificate + r"  “ticket 8”", said)
    assert "3 entries from" in said
    assert re.search(
        rf"PORTAL 1  audit  arn:\S+  from: {today - timedelta(days=1)}; to: {today}", said
    )
    [touched] = re.findall(r"Touched \(3\): (.+)", said)
    assert {"alice", certificate} < set(touched.split(", "))
    assert "0 entries" in ops("audit", "--account", "bob")
    assert "0 entries" in ops("audit", "--conference", "spring")
    assert "2 entries" in ops("audit", "--account", "alice", "--who", "moto")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--verify", "--account", "x"], "it compares everything"),
        (["--conference", "x", "--account", "y"], "use only one of them"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "2026-03-02 is after 2026-03-01"),
        (["--from", "2020-01-01", "--to", "2026-03-01"], "at most 366 days"),
    ],
)
def test_what_cannot_be_listed_is_said(words: list[str], said: str) -> None:
    assert said in refused("audit", *words)


def test_verify_says_what_was_compared_and_fails_where_something_differs(people: None) -> None:
    ops("find", world.ALICE)
    assert "The audit is as it was written: 1 entry, 1 chain, no heads yet" in ops(
        "audit", "--verify"
    )
    keep_heads(datetime.now(UTC) + timedelta(days=1))
    item = next(iter(EntryItem.scan()))
    item.delete()
    said = refused("audit", "--verify")
    assert "ACCOUNT#alice 1: it is missing; the day's heads have it" in said
    assert "NOT as it was written" in said


def test_verify_says_what_is_wrong_even_where_it_can_leave_no_entry_of_it(people: None) -> None:
    ops("list")
    keep_heads(datetime.now(UTC) + timedelta(days=1))
    item = next(iter(EntryItem.scan()))
    item.update(actions=[EntryItem.body.set("cut")])
    said = refused("audit", "--verify")
    assert "This check left no entry: The audit's last entry of PORTAL can't be read." in said
    assert "NOT as it was written" in said
    assert len(list(EntryItem.scan())) == 1


def test_looking_leaves_an_entry_that_says_what_was_found(people: None) -> None:
    ops("audit", "--verify")
    [entry] = _entries("PORTAL")
    assert (entry.action, dict(entry.facts)) == ("audit", {"verify": "as it was written"})


def test_an_own_export_leaves_one_entry_a_day(alice: Portal) -> None:
    for _ in range(3):
        assert alice.call("GET", "/v1/account/export").status == 200
    [entry] = _entries("ACCOUNT#alice")
    assert (entry.action, entry.who) == ("export", "account:alice")
    ops("find", world.ALICE)
    alice.call("GET", "/v1/account/export")
    assert [entry.action for entry in _entries("ACCOUNT#alice")] == ["export", "find", "export"]


def test_the_local_portals_operator_is_called_so(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ops.who.STAGE", "test")
    ops("find", world.ALICE)
    assert _entries("ACCOUNT#alice")[-1].who == "local"
