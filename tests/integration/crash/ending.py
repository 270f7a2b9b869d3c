"""Runs the operator's command line and ends this process with SIGKILL at a named call to AWS.

    CRASH_AT=before-send.dynamodb.PutItem:3 python -m tests.integration.crash.ending ARGUMENTS…

`before-send` is before the call takes effect, `after-call` is after it did; the number counts.
"""

import os
import signal
from itertools import count
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS


def main() -> None:
    event, _, number = os.environ["CRASH_AT"].partition(":")
    calls = count(1)

    def end(**_: Any) -> None:
        if next(calls) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    # Before any client exists: PynamoDB's are seen, too.
    BUILTIN_HANDLERS.append((event, end))
    from ops.cli import app

    app()


if __name__ == "__main__":
    main()
