"""`preview ID`: a sample certificate, to see the layout before anyone has one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.limits import MAX_SESSIONS_SHOWN, NAME_LENGTH
from chalicelib.domain.sample import SAMPLE_NAME, sample
from chalicelib.domain.text import clean_text
from chalicelib.importing.quoting import counted
from ops import console
from ops.commands.shared import stored_conference
from ops.files import shown_name
from ops.refusals import refused


def preview(
    conference_id: Annotated[str, typer.Argument(metavar="ID", help="The conference's ID.")],
    output: Annotated[
        Path | None, typer.Option(help="Where to write the PDF. Default: preview-ID.pdf.")
    ] = None,
    sessions: Annotated[
        int,
        typer.Option(min=1, max=MAX_SESSIONS_SHOWN, help="How many eligible sessions to list."),
    ] = 12,
    name: Annotated[str, typer.Option(help="The participant's name.")] = SAMPLE_NAME,
) -> None:
    """Render a sample certificate as PDF.

    It lists eligible sessions of the conference. Nothing is stored or sent.
    """
    from chalicelib.settings import settings

    stored = stored_conference(conference_id)
    chosen = [session for session in stored.sessions if session.eligible][:sessions]
    if not chosen:
        raise refused(
            f"conference {conference_id}",
            "It has no eligible session to show. Import its schedule with --eligible.",
        )
    printed = clean_text(name, NAME_LENGTH) or SAMPLE_NAME
    path = output or Path(f"preview-{conference_id}.pdf")
    now, url = datetime.now(UTC), settings().portal_url
    pdf = _rendered(sample(stored.conference, chosen, printed, now, url))
    try:
        path.write_bytes(pdf)
    except OSError as problem:
        raise refused(shown_name(path), f"It can't be written ({problem.strerror}).") from None
    console.say(f"{path}: a sample with {counted(len(chosen), 'session', 'sessions')}")


def _rendered(snapshot: Snapshot) -> bytes:
    from chalicelib.services.certificates.sample import NotRendered, rendered

    try:
        made = rendered(snapshot)
    except NotRendered as problem:
        raise refused(
            f"conference {snapshot.conference_id}",
            f"Its certificate can't be made: {problem.detail}",
        ) from None
    if made.missing_glyphs:
        codes = ", ".join(f"{glyph} (U+{ord(glyph[0]):04X})" for glyph in made.missing_glyphs)
        console.warn([f"no font has {codes}; a replacement is printed."])
    return made.pdf
