"""Processes that are ended by SIGKILL at a named call to AWS, each forked from one that has loaded all.

`python -m tests.integration.crash.doomed` reads what to do from its input, a line of JSON each, and
answers each with the exit code. `before-send.sesv2.SendEmail:2` is before the second such call takes
effect, `after-call.…` after it did.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS

import app  # noqa: F401 - loaded here, so that no fork has to
import ops.cli  # noqa: F401
from chalicelib.aws import clients
from chalicelib.documents.certificate import render
from chalicelib.store.accounts_table import AccountsTable
from chalicelib.store.audit_table import EntryItem
from chalicelib.store.claims_table import ClaimsTable
from chalicelib.store.conferences_table import ConferenceTable
from samples.snapshots import snapshot
from tests.integration.crash import acting

ROOT = Path(__file__).parents[3]
_heard: list[Callable[..., None]] = []


class Doomed:
    """Starts them. `close` when none is wanted any more."""

    def __init__(self, endpoint: str) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env=os.environ | {"AWS_ENDPOINT_URL": endpoint},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, act: str, *arguments: str, at: str, **environment: str) -> None:
        """Do it in a process of its own, with these variables; fails unless it is ended at that step."""
        to, answers = self._parent.stdin, self._parent.stdout
        assert to
        assert answers
        with tempfile.NamedTemporaryFile() as output:
            order = {"act": act, "arguments": arguments, "at": at, "output": output.name}
            print(json.dumps(order | {"environment": environment}), file=to, flush=True)
            assert int(answers.readline()) == -signal.SIGKILL, Path(output.name).read_text()

    def close(self) -> None:
        """End the process they are forked from."""
        assert self._parent.stdin
        self._parent.stdin.close()
        self._parent.wait(30)


def main() -> None:
    render(snapshot())  # fonts are read, templates compiled
    _make_clients()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _live(**json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _live(
    act: str, arguments: list[str], at: str, output: str, environment: dict[str, str]
) -> None:
    with Path(output).open("w") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    os.environ.update(environment)
    event, _, number = at.partition(":")
    calls = count(1)

    def end(event_name: str, **_: Any) -> None:
        if event_name == event and next(calls) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    _heard.append(end)
    getattr(acting, act)(*arguments)


def _make_clients() -> None:
    """As a process that has run for a while has them; PynamoDB's are heard, too."""
    for moment in ("before-send", "after-call"):
        BUILTIN_HANDLERS.append((moment, _hear))
    for client in (clients.sqs, clients.s3, clients.ses):
        client()
    for model in (AccountsTable, ClaimsTable, ConferenceTable, EntryItem):
        _ = model._get_connection().connection.client


def _hear(**event: Any) -> None:
    for hear in _heard:
        hear(**event)


if __name__ == "__main__":
    main()
