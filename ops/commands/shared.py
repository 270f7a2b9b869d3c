"""What several commands say and ask."""

from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.domain.public_id import parse
from chalicelib.importing import ids
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted
from ops.refusals import refused

if TYPE_CHECKING:
    from chalicelib.store.claims.conferences import StoredConference

CERTIFICATE_HELP = "The certificate ID, as printed on the certificate."
DRY_RUN_HELP = "Show what would change without changing anything."
DRY_RUN_DONE = "Dry run: nothing was changed."

DryRun = Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)]


def certificate_id(typed: str) -> str:
    """A certificate ID as issued, however it was typed; raises Refused."""
    found = parse(typed)
    if found is None:
        raise refused(
            "certificate ID",
            f"{quoted(typed)} isn't a certificate ID. Copy it from the certificate, such as "
            "ABCD-EFGH-JKMN-PQRS (typing mistakes are detected).",
        )
    return found


def checked_id(text: str, option: str) -> str:
    """A conference id; raises Refused naming the option."""
    try:
        return ids.conference_id(text)
    except BadValue as problem:
        raise refused(option, f"{problem}.") from None


def stored_conference(conference_id: str) -> "StoredConference":
    """The conference as stored; raises Refused when there is none."""
    from chalicelib.store.claims import conferences

    stored = conferences.load(checked_id(conference_id, "conference ID"))
    if stored is None:
        raise refused(
            f"conference {conference_id}",
            "There is no conference with this ID. Import its schedule first: "
            f"import-schedule FILE --id {conference_id}",
        )
    return stored
