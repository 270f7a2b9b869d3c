"""At the end of a whole integration run: does a policy allow what none of its code asked for?

A worker tells the controller what it saw; the run fails where a policy allows more.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.support import iam
from tests.support.policies import FUNCTIONS

_INTEGRATION = Path(__file__).resolve().parents[1] / "integration"
_ROLES = (*FUNCTIONS, "operator")
_whole = False


def pytest_collection_finish(session: pytest.Session) -> None:
    """Whether every integration test is about to run."""
    global _whole
    files = {Path(item.path) for item in session.items}
    chosen = session.config.option.keyword or session.config.option.markexpr
    _whole = not chosen and files >= set(_INTEGRATION.rglob("test_*.py"))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over what it saw; who runs alone, or the controller, judges."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["iam_whole"] = _whole
        output["iam_used"] = {role: sorted(iam.used.get(role, ())) for role in _ROLES}
        return
    lines = [] if session.testsfailed or not _whole else _beyond()
    session.config.stash[_LINES] = lines
    if lines:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_testnodedown(node: Any) -> None:
    """A worker is done."""
    global _whole
    output = getattr(node, "workeroutput", {})
    _whole = bool(output.get("iam_whole"))
    for role, requests in output.get("iam_used", {}).items():
        iam.used.setdefault(role, set()).update(tuple(request) for request in requests)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name what should go from a policy."""
    lines = config.stash.get(_LINES, [])
    if lines:
        terminalreporter.section("policies allow what nothing used")
        for line in lines:
            terminalreporter.line(line)


def _beyond() -> list[str]:
    return [
        f"{role}: {action} on {pattern}, {keys}"
        for role in _ROLES
        for action, pattern, keys in sorted(iam.unused(role))
    ]


_LINES: pytest.StashKey[list[str]] = pytest.StashKey()
