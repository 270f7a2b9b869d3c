"""Starts everything in order, waits, and stops everything in reverse order."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime

from app import app
from chalicelib.settings import settings
from local.consumers import Consumers
from local.demo_people import PASSWORD, people
from local.embedded_aws import EmbeddedAws, message_waits
from local.inbox import Inbox
from local.mail_hook import deliver_to
from local.options import HOST, BadOption, Options
from local.outbox import Outbox, stamp
from local.persistence import DataDirInUse, Persistence
from local.resources import create_resources
from local.seed import seed
from local.server import PortalServer


def run(options: Options, wait: Callable[[], object]) -> None:
    """Serve until `wait` is over. Raises BadOption when DATA_DIR is another portal's."""
    with ExitStack() as running:
        _start(options, running)
        _announce(options)
        wait()


def _start(options: Options, running: ExitStack) -> None:
    everybody = people()
    # Emails from an earlier run would confuse: their certificates are gone.
    since = "" if options.data_dir else stamp(datetime.now(UTC))
    outbox = Outbox(options.outbox, since)
    deliver_to(outbox)
    aws = EmbeddedAws(options.aws_port)
    create_resources(options.feedback_delay_seconds)
    _fill(options, aws, running)
    consumers = Consumers(app, message_waits)
    server = PortalServer(app, Inbox(outbox, everybody), HOST, options.port)
    consumers.start()
    running.callback(consumers.stop)
    server.start()
    running.callback(server.stop)


def _fill(options: Options, aws: EmbeddedAws, running: ExitStack) -> None:
    """With the state there was, which is kept from now on, or else with the demo."""
    persistence = _persistence(options, aws)
    if persistence is None or not persistence.load():
        seed(people(), datetime.now(UTC).date())
    if persistence is not None:
        # Not before the demo is whole: half of it would be taken for a state.
        persistence.start()
        running.callback(persistence.stop)


def _persistence(options: Options, aws: EmbeddedAws) -> Persistence | None:
    if options.data_dir is None:
        return None
    try:
        return Persistence(options.data_dir, aws, settings().documents_bucket)
    except DataDirInUse as problem:
        raise BadOption(f"{problem} Set DATA_DIR to another folder.") from None


def _announce(options: Options) -> None:
    url = settings().portal_url
    lines = (
        f"Portal:  {url}",
        f"Inbox:   {url}/inbox (every email, and the other people who can sign in)",
        f"Sign in: {people()[0].sign_in}  password: {PASSWORD}",
        "ready",
    )
    for line in lines:
        print(line, flush=True)  # noqa: T201
