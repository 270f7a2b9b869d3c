"""The operator at the command line."""

from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from ops.cli import app
from tests.support.client import run_imports

# Our logger keeps the output it finds when it is first imported: not that of one command, which is closed.
import_module("chalicelib.logs")
# As ops/__main__.py has it: a person's terminal is no place for metrics.
_RUNNER = CliRunner(env={"POWERTOOLS_METRICS_DISABLED": "true"})


def ops(*arguments: str | Path) -> str:
    """Run a command that succeeds; returns what it says."""
    result = _RUNNER.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str | Path) -> str:
    """Run a command that is refused; returns what it says."""
    result = _RUNNER.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 1, result.output
    return result.output


def stored(conference_id: str = "spring") -> StoredConference:
    """A conference that is there."""
    found = conferences.load(conference_id)
    assert found is not None
    return found


def with_imports_consumer(monkeypatch: pytest.MonkeyPatch, app: Any) -> None:
    """While the operator waits, the function does what they wait for, under its own policy."""

    def works() -> None:
        function = Thread(target=run_imports, args=(app,))
        function.start()
        function.join()

    monkeypatch.setattr("ops.commands.reissue._wait", works)


def written(folder: Path, name: str, *lines: str) -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
