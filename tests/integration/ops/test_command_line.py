"""The command line itself: help, --local, and failures that are nobody's file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError
from typer.testing import CliRunner

from chalicelib.store.claims import conferences
from ops.cli import app
from tests.integration.ops.operator import ops, refused
from tests.support.tables import everything

ROOT = Path(__file__).parents[3]
COMMANDS = [
    "import-schedule",
    "import-registrations",
    "import-attendance",
    "import-accounts",
    "conference",
    "preview",
    "status",
    "redrive",
    "resend",
    "reissue",
    "grant",
    "revoke",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    output = ops(command, "--help")
    assert f"Usage: root {command}" in output or f"{command} [OPTIONS]" in output
    assert "--help" in output


def test_the_commands_are_listed_with_their_sentence() -> None:
    output = ops("--help")
    assert all(command in output for command in COMMANDS)
    assert "--local" in output


def test_an_option_that_is_missing_is_named() -> None:
    result = CliRunner().invoke(app, ["import-schedule", "x.xml"])
    assert result.exit_code == 2
    assert "Missing option '--id'" in result.output


def test_aws_that_does_not_answer_is_said_without_a_stack_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(_: str) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:4566/")

    monkeypatch.setattr(conferences, "load", nobody)
    output = refused("import-registrations", "spring", "x.csv")
    assert output.startswith("AWS does not respond")
    assert "make run" in output
    assert "Traceback" not in output


def test_something_unforeseen_is_said_without_a_stack_trace_and_without_its_content(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: str) -> None:
        raise KeyError("alice@school.example")

    monkeypatch.setattr(conferences, "load", broken)
    output = refused("import-registrations", "spring", "x.csv")
    assert output.startswith("Something went wrong (KeyError).")
    assert "alice" not in output


def test_local_needs_nothing_set_and_says_when_the_portal_is_not_running() -> None:
    environment = {"PATH": os.environ["PATH"], "AWS_PORT": "9", "HOME": os.environ.get("HOME", "/")}
    child = subprocess.run(
        [sys.executable, "-m", "ops", "--local", "import-registrations", "spring", "x.csv"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 1
    assert "http://127.0.0.1:9/" in child.stderr
    assert "make run" in child.stderr
    assert "Traceback" not in child.stderr


def test_a_deployment_that_is_not_named_is_asked_for() -> None:
    child = subprocess.run(
        [sys.executable, "-m", "ops", "import-registrations", "spring", "x.csv"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 1
    assert "Set these environment variables: STAGE" in child.stderr
    assert "Traceback" not in child.stderr


def test_refusing_leaves_everything_as_it_was() -> None:
    before = everything()
    refused("conference", "spring", "--file", "missing.toml")
    assert everything() == before
