"""Every command that the runbook names runs as it stands there."""

import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.store.certificates import certificates, snapshots
from ops.cli import app as command_line
from samples import world
from tests.integration.ops.operator import ops, with_imports_consumer
from tests.integration.ops.test_operate import InTwoMinutes
from tests.integration.reissue.reissuing import correct
from tests.support.client import Portal, run_consumer

ROOT = Path(__file__).resolve().parents[3]
RUNBOOK = (ROOT / "docs/runbook.md").read_text()
COMMANDS = sorted(set(re.findall(r"`ops ([a-z][^`]*)`", RUNBOOK.replace("\n", " "))))


def test_the_runbook_names_each_command_that_mends_something() -> None:
    known = {c.name or c.callback.__name__ for c in command_line.registered_commands if c.callback}
    named = {line.split()[0] for line in COMMANDS}
    known = {name.replace("_", "-") for name in known}
    assert named <= known
    elsewhere = {
        "import-schedule",
        "import-registrations",
        "import-accounts",
        "import-attendance",
        "conference",
    }
    assert known - named == elsewhere


def test_a_deployed_portal_is_tried_as_its_page_says(
    app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs/deploy.md").read_text().split("## Is it up?")[1].split("\n## ")[0]
    monkeypatch.chdir(tmp_path)
    for name in ("schedule.csv", "accounts.csv", "registrations.csv"):
        lines = re.search(rf"`{name}`.*?\n\n((?:    [^\n]+\n)+)", page, re.DOTALL)
        assert lines, name
        Path(name).write_text(dedent(lines[1]))
    said = [ops(*shlex.split(line)) for line in re.findall(r"^    \$ops (.+)$", page, re.M)]
    assert len(said) == 4
    assert "1 of 1 sessions eligible" in said[0]
    assert "with an account:     1" in ops("roster", "trial")


COLUMNS = '[[columns]]\nname = "Participant"\nfield = "name"\n'


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs_as_it_stands_there(
    app: Any,
    alice: Portal,
    bob: Portal,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "columns.toml").write_text(COLUMNS)
    monkeypatch.setattr("ops.commands.resend.datetime", InTwoMinutes)
    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    if line.startswith("retry-failed"):
        location = snapshots.locate(public_id)
        assert location is not None
        certificates.mark_failed(location)
    else:
        run_consumer(app)
    if line.startswith("reissue"):
        correct()
        with_imports_consumer(monkeypatch, app)
    if line.startswith(("revoke", "end-sign-ins", "reissue")):
        line += " --yes"  # it asks
    if line.startswith("move-address"):
        line += " --close"  # Alice has one address
    places = {
        "CERTIFICATE": public_id,
        "ADDRESS": world.ALICE,
        "EMAIL": world.BOB,
        "ACCOUNT": "bob",
        "CONFERENCE": "spring",
    }
    for word, value in places.items():
        line = re.sub(rf"\b{word}\b", value, line)
    said = ops(*shlex.split(line))
    assert said.strip()
    if line.startswith("retry-failed"):
        location = snapshots.locate(public_id)
        assert location is not None
        again = certificates.load(location)
        assert again is not None
        assert again.status is CertificateStatus.QUEUED
