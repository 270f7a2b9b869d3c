"""`conference ID --file settings.toml`: what the organizer decides about a conference."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.audit import Act, conference_scope
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.settings.check import wanted
from chalicelib.importing.settings.model import IMAGES, ProviderPart
from ops import console, images, settings_file, who
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP, stored_conference
from ops.files import shown_name
from ops.refusals import refused


def conference(
    conference_id: Annotated[str, typer.Argument(metavar="ID", help="The conference's ID.")],
    file: Annotated[Path, typer.Option("--file", help="The settings file (TOML).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Apply a conference's settings.

    They are its name, place, days, time zone, limits, overlap policy, deadline, rounding, credit types
    and provider. Keys that you leave out stay the same. Images are PNG or JPEG files next to the
    settings file. docs/imports.md has an example with every key.
    """
    stored = stored_conference(conference_id)
    found = settings_file.parse(file, Findings(shown_name(file)))
    pictures = _pictures(found.provider, file)
    digests = {key: hashlib.sha256(png).hexdigest() for key, png in pictures.items()}
    planned = wanted(stored, found, digests, Findings(shown_name(file)))
    lines, fresh = planned.lines, planned.conference
    console.say(f"Conference {conference_id}: {'changes' if lines else 'nothing to change'}")
    for line in lines:
        console.say(f"  {line}")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    if lines:
        from chalicelib.aws import stored_images
        from chalicelib.services.audit.record import record
        from chalicelib.store.claims import conferences

        facts = {"changes": "; ".join(lines)}
        record(
            Act(conference_scope(fresh.id), "conference", facts=facts),
            who.by(),
            datetime.now(UTC),
        )
        # Images first: a conference never names one that is not there yet.
        for png in pictures.values():
            stored_images.put_image(png)
        conferences.save(
            fresh,
            planned.sessions,
            expected_revision=stored.revision,
            withdrawn=planned.withdrawn,
        )
    console.say(f"Settings of {fresh.name} were saved")


def _pictures(provider: ProviderPart, file: Path) -> dict[str, bytes]:
    """The images that are named, checked. Raises Refused with the setting's name."""
    pictures = {}
    for key in IMAGES:
        name = getattr(provider, key)
        if not name:
            continue
        try:
            pictures[key] = images.png_of(file.parent / name)
        except Refused as problem:
            where = f"provider.{key}: {problem.source}"
            raise refused(shown_name(file), problem.findings[0].sentence, where) from None
    return pictures
