"""What the processes of these tests do until they are ended."""

import os
import sys
from datetime import UTC, datetime, timedelta


def consume() -> None:
    """What Lambda does with one batch."""
    from app import app
    from tests.support.client import run_consumer

    run_consumer(app)


def take_imports() -> None:
    """The same for an uploaded file."""
    from app import app
    from tests.support.client import run_imports

    run_imports(app, times=1)


def upload() -> None:
    """The browser comes back from the bucket."""
    from chalicelib.services.imports.begin import came

    came(os.environ["IMPORT"], datetime.now(UTC))


def sweep_imports() -> None:
    """The sweep, forty minutes from now."""
    from chalicelib.services.imports.sweep import sweep as run

    run(datetime.now(UTC) + timedelta(minutes=40))


def ask_for_claims() -> None:
    """An organizer asks for a file of more claims than are made at once."""
    from chalicelib.domain.audit import By
    from chalicelib.domain.claimant import Which
    from chalicelib.domain.claims_export import Kind
    from chalicelib.services.console import claims_export

    claims_export.AT_ONCE = 0
    by = By("account:olivia")
    claims_export.ask("spring", Which.ALL, Kind.CSV, by, datetime.now(UTC))


def confirm() -> None:
    """An organizer presses Apply."""
    from chalicelib.domain.audit import By
    from chalicelib.services.imports import decide
    from chalicelib.store.organizers import imports

    found = imports.load(os.environ["IMPORT"])
    assert found
    decide.confirm(found, found.version, By("account:olivia"), datetime.now(UTC))


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
    from chalicelib.domain.audit import By
    from chalicelib.services.organizers.redrive import redrive as run

    run(10, By("local"), datetime.now(UTC))


def operate(*arguments: str) -> None:
    """The operator's command line."""
    from ops.cli import app

    sys.argv = ["ops", *arguments]
    app()
