"""`find EMAIL`: a person, and the state of their certificates."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ops import console, who

if TYPE_CHECKING:
    from chalicelib.domain.account import Account
    from chalicelib.domain.holdings import Holdings
from ops.commands.registration_line import registered


def find(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Any of the person's addresses.")],
) -> None:
    """Find a person by one of their addresses.

    It lists the registrations under this address, the account with all its addresses and, for each
    conference, the selected sessions and the state of each certificate.
    """
    from chalicelib.services.organizers.look_up import find as look

    person = look(email, who.by(), datetime.now(UTC))
    console.say(person.address)
    for registration in person.registrations:
        console.say(f"  registered: {registered(registration)}")
    if not person.registrations:
        console.say("  no registrations under this address")
    if person.account is None:
        console.say("  no account has verified this address", "yellow")
        return
    _account(person.account)
    for conference_id, held in person.holdings.items():
        _held(conference_id, held)


def _account(account: "Account") -> None:
    console.say(f"Account {account.id}: {account.name or 'no name'}")
    for address in account.in_order:
        states = [
            "verified" if address.verified else "not verified",
            *(["primary"] if address.primary else []),
            *([] if address.deliverable else ["returns email"]),
        ]
        style = None if address.verified and address.deliverable else "yellow"
        console.say(f"  {address.shown} ({', '.join(states)})", style)


def _held(conference_id: str, held: "Holdings") -> None:
    claim = held.claim
    console.say(f"{conference_id}: {len(claim.ticks)} selected, {claim.contact_minutes} minutes")
    for certificate in held.certificates:
        marks = [certificate.status.value]
        marks += ["superseded"] if certificate.superseded_by else []
        marks += ["revoked"] if certificate.revoked else []
        issued = f"{certificate.issued_at:%Y-%m-%d %H:%M} UTC"
        console.say(f"  {certificate.public_id}  {issued}  {', '.join(marks)}")
        for delivery in held.deliveries_of(certificate.location.number):
            console.say(f"    round {delivery.round}: {delivery.address} {delivery.status.value}")
