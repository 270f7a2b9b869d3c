"""The commands, and the one place where a failure becomes sentences and an exit code."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ops import console, who
from ops.commands.audit import audit
from ops.commands.conference import conference
from ops.commands.end_sign_ins import end_sign_ins
from ops.commands.find import find
from ops.commands.grant import grant
from ops.commands.import_accounts import import_accounts
from ops.commands.import_attendance import import_attendance
from ops.commands.import_registrations import import_registrations
from ops.commands.import_schedule import import_schedule
from ops.commands.list_conferences import list_conferences
from ops.commands.move_address import move_address
from ops.commands.move_registration import move_registration
from ops.commands.preview import preview
from ops.commands.redrive import redrive
from ops.commands.reindex import reindex
from ops.commands.reissue import reissue
from ops.commands.resend import resend
from ops.commands.retry_failed import retry_failed
from ops.commands.revoke import revoke
from ops.commands.roster import roster
from ops.commands.show import show
from ops.commands.status import status
from ops.failures import explained
from ops.refusals import refused


class _Group(TyperGroup):
    """Runs a command so that no stack trace reaches a person; OPS_DEBUG=1 shows it."""

    def invoke(self, ctx: Any) -> Any:
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        lines = explained(problem)
        if lines is None or os.environ.get("OPS_DEBUG"):
            raise
        console.complain(lines)
        raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Group,
    help="Operate the CEU portal: import data, change settings, and fix what is stuck.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def main(
    local: Annotated[
        bool,
        typer.Option("--local", help="Use the local portal's AWS (AWS_PORT, 4566) instead."),
    ] = False,
    stack: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Work on this stack, such as ceu-production."),
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="The stack's region, if it isn't your AWS profile's.")
    ] = None,
    reason: Annotated[
        str,
        typer.Option(help="Why, for the audit: a ticket, a name, a sentence without addresses."),
    ] = "",
) -> None:
    """Work on a deployed stack, the local portal, or the deployment in the environment."""
    who.because(reason)
    if local and stack is not None:
        raise refused("--local and --stack", "use only one of them")
    if stack == "":
        raise refused("--stack", "name a stack, such as ceu-production")
    if stack is not None:
        from ops.stack import use_stack

        use_stack(stack, region, os.environ)
    if local:
        from ops.local_aws import use_local_aws

        use_local_aws(os.environ)


for command in (
    import_schedule,
    import_registrations,
    import_attendance,
    import_accounts,
    conference,
    move_address,
    move_registration,
    preview,
    status,
    find,
    show,
    roster,
    reindex,
    redrive,
    retry_failed,
    resend,
    reissue,
    revoke,
    grant,
    end_sign_ins,
    audit,
):
    app.command()(command)
app.command("list")(list_conferences)
