"""`conference ID --file settings.toml`: what the organizer decides about a conference."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.domain.audit import Act, conference_scope
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.schedule.changes import of_conference
from chalicelib.importing.schedule.credits import refuse_unknown
from ops import console, images, settings_file, who
from ops.commands.shared import DRY_RUN_DONE, DRY_RUN_HELP, stored_conference
from ops.files import shown_name
from ops.refusals import refused
from ops.settings_applied import applied
from ops.settings_file import ConferenceSettings, ProviderPart

_IMAGES = ("signature_image", "signature2_image", "seal", "logo")


def conference(
    conference_id: Annotated[str, typer.Argument(metavar="ID", help="The conference's ID.")],
    file: Annotated[Path, typer.Option("--file", help="The settings file (TOML).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
) -> None:
    """Apply a conference's settings.

    They are its name, place, limits, overlap policy, deadline, rounding and provider. Keys that you
    leave out stay the same. Images are PNG or JPEG files next to the settings file. docs/imports.md
    has an example with every key.
    """
    stored = stored_conference(conference_id)
    found = settings_file.parse(file, Findings(shown_name(file)))
    pictures = _pictures(found.provider, file)
    digests = {key: hashlib.sha256(png).hexdigest() for key, png in pictures.items()}
    _check_deadline(found, stored.conference.ends_on, shown_name(file))
    wanted = applied(stored.conference, found, digests)
    refuse_unknown(stored.sessions, wanted.policies.credit_types, "credit")
    lines = of_conference(stored.conference, wanted)
    console.say(f"Conference {conference_id}: {'changes' if lines else 'nothing to change'}")
    for line in lines:
        console.say(f"  {line}")
    if dry_run:
        console.say(DRY_RUN_DONE)
        return
    if lines:
        from chalicelib.aws import storage
        from chalicelib.services.audit.record import record
        from chalicelib.store.claims import conferences

        facts = {"changes": "; ".join(lines)}
        record(
            Act(conference_scope(wanted.id), "conference", facts=facts),
            who.by(),
            datetime.now(UTC),
        )
        # Images first: a conference never names one that is not there yet.
        for png in pictures.values():
            storage.put_image(png)
        conferences.save(
            wanted,
            stored.sessions,
            expected_revision=stored.revision,
            withdrawn=stored.withdrawn,
        )
    console.say(f"Settings of {wanted.name} were saved")


def _pictures(provider: ProviderPart, file: Path) -> dict[str, bytes]:
    """The images that are named, checked. Raises Refused with the setting's name."""
    pictures = {}
    for key in _IMAGES:
        name = getattr(provider, key)
        if not name:
            continue
        try:
            pictures[key] = images.png_of(file.parent / name)
        except Refused as problem:
            where = f"provider.{key}: {problem.source}"
            raise refused(shown_name(file), problem.findings[0].sentence, where) from None
    return pictures


def _check_deadline(found: ConferenceSettings, ends_on: date, source: str) -> None:
    if isinstance(found.deadline, date) and found.deadline < ends_on:
        raise refused(
            source, f"{found.deadline} is before the conference ends ({ends_on}).", "deadline"
        )
