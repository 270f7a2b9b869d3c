"""`python -m tests.web.operator_terminal`: an operator's terminal on the running local portal.

It imports everything once and forks for each command, a line of JSON on stdin; `python -m ops` for
each would take a second of processor time to begin.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

NEEDED = (  # what takes most of the time; the rest is imported when it is
    "ops.cli",
    "samples.claimants",
    "samples.world",
    "chalicelib.importing.schedule.apply",
    "chalicelib.importing.people.registrations_plan",
    "chalicelib.aws.stored_images",
    "chalicelib.services.audit.record",
    "chalicelib.services.organizers.revoke",
)


class Terminal:
    """`run` gives what a command printed; it must succeed."""

    def __init__(self, aws_port: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            # Before anything is imported: as ops does it for a person at a terminal.
            env=os.environ | {"AWS_PORT": aws_port, "POWERTOOLS_LOG_LEVEL": "CRITICAL"},
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, module: str, *arguments: str) -> str:
        """As `python -m module arguments`."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked
        assert answers
        asked.write(json.dumps([module, *arguments]) + "\n")
        asked.flush()
        code, output = json.loads(answers.readline())
        assert code == 0, output
        return str(output)

    def close(self) -> None:
        """Wait until the process has ended."""
        self._process.communicate()


def _serve() -> None:
    from ops.local_aws import use_local_aws

    use_local_aws(os.environ)
    for needed in NEEDED:
        import_module(needed)
    for line in sys.stdin:
        with tempfile.TemporaryFile("w+") as output:
            child = os.fork()
            if child == 0:
                _be(json.loads(line), output.fileno())
            _, status = os.waitpid(child, 0)
            output.seek(0)
            answer = [os.waitstatus_to_exitcode(status), output.read()]
        print(json.dumps(answer), flush=True)  # noqa: T201


def _be(command: list[str], output: int) -> None:
    """That command and nothing else, to the end of this process."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(output, stream)
    sys.argv = command
    code = 1
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
