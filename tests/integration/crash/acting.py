"""Does one thing the product does, and ends this process with SIGKILL at a named call to AWS.

    CRASH_AT=before-send.sesv2.SendEmail:2 python -m tests.integration.crash.acting consume

`before-send` is before the call takes effect, `after-call` is after it did; the number counts.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS


def consume() -> None:
    """What Lambda does with one batch."""
    from app import app
    from tests.support.client import run_consumer

    run_consumer(app)


def generate() -> None:
    """Alice presses Generate."""
    from app import app
    from tests.support.client import Portal

    alice = Portal(app)
    alice.token = os.environ["TOKEN"]
    alice.generate("spring")


def sweep() -> None:
    """The sweep, twenty minutes from now."""
    from chalicelib.services.certificates.sweep import sweep as run

    run(datetime.now(UTC) + timedelta(minutes=20))


def redrive() -> None:
    """The operator's redrive."""
    from chalicelib.services.organizers.redrive import redrive as run

    run(10, datetime.now(UTC))


def main() -> None:
    event, _, number = os.environ["CRASH_AT"].partition(":")
    calls = count(1)

    def end(**_: Any) -> None:
        if next(calls) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    # Before any client exists: PynamoDB's are seen, too.
    BUILTIN_HANDLERS.append((event, end))
    {act.__name__: act for act in (consume, generate, sweep, redrive)}[sys.argv[1]]()


if __name__ == "__main__":
    main()
