"""`show CERTIFICATE`: everything about one certificate."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from chalicelib.importing.quoting import counted
from ops import console, who
from ops.commands.shared import CERTIFICATE_HELP, certificate_id

if TYPE_CHECKING:
    from chalicelib.domain.delivery import Delivery
    from chalicelib.services.organizers.look_up_certificate import Story


def show(
    certificate: Annotated[str, typer.Argument(metavar="CERTIFICATE", help=CERTIFICATE_HELP)],
) -> None:
    """Show a certificate: what it says, when it was requested, made and sent, and what SES reported."""
    from chalicelib.services.organizers.look_up_certificate import show as look

    story = look(certificate_id(certificate), who.by(), datetime.now(UTC))
    for line in _lines(story):
        console.say(line)
    for number in range(1, story.certificate.round + 1):
        sent = [delivery for delivery in story.deliveries if delivery.round == number]
        console.say(f"Round {number}: {counted(len(sent), 'address', 'addresses')}")
        for delivery in sent:
            console.say(f"  {_delivery(delivery)}")


def _lines(story: "Story") -> list[str]:
    snapshot, certificate, owner = story.snapshot, story.certificate, story.owner
    lines = [
        f"{certificate.public_id}  {certificate.status.value}",
        f"Name:        {snapshot.name}",
        f"Conference:  {snapshot.conference_name} ({snapshot.conference_id}), number {snapshot.number}",
        f"Says:        {counted(len(snapshot.sessions), 'session', 'sessions')}, "
        f"{certificate.contact_minutes} minutes, {certificate.contact_hours} hours, "
        f"{certificate.ceus} CEUs",
        f"Account:     {owner.id if owner else 'deleted'}",
        f"Requested:   {_time(certificate.issued_at)}",
        f"Last round:  {_time(certificate.round_at)}",
        f"Last queued: {_time(certificate.queued_at)}"
        + (f", {certificate.attempts} times by the sweep" if certificate.attempts else ""),
        f"PDF:         {certificate.pdf_sha256 or 'not made yet'}",
        f"Verify at:   {snapshot.verify_url}",
    ]
    if certificate.superseded_by:
        lines.append(f"Superseded:  by {certificate.superseded_by}")
    if certificate.revoked_at:
        lines.append(f"Revoked:     {_time(certificate.revoked_at)}: {certificate.revoked_reason}")
    return lines


def _delivery(delivery: "Delivery") -> str:
    said = f"{delivery.address}: {delivery.status.value}, {_time(delivery.at)}"
    if delivery.message_id:
        said += f", SES message {delivery.message_id}"
    return f"{said}. {delivery.detail}" if delivery.detail else said


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
