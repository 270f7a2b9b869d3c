"""Olivia's conference, with something behind each address of the console, for odd requests to reach."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from chalicelib.domain.audit import By
from chalicelib.domain.claimant import Which
from chalicelib.domain.claims_export import Kind
from chalicelib.domain.device import Device, Via
from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import EVERY, Grant, Role
from chalicelib.domain.imports import What
from chalicelib.domain.reissue import Wanted
from chalicelib.services.console import claims_export
from chalicelib.services.console.invite import Invite, invite
from chalicelib.services.console.sessions.listing import key_of
from chalicelib.services.imports import begin
from chalicelib.services.reissue import decide
from chalicelib.store.organizers import grants
from chalicelib.store.people import accounts, tokens
from chalicelib.store.transactions import Transaction
from samples import claimants, world

_INVITED = "ivan@prairie.example"
_BY = By("account:olivia", "She asked for it.")


def organize() -> Mapping[str, Sequence[str]]:
    """Make it; returns what each part of a path can be, by its name."""
    now = datetime.now(UTC)
    claimants.gather(6, 5, 4, sessions=12)
    for account_id, name in (("olivia", "Olivia Organizer"), ("rita", "Rita Reader")):
        world.enrol(account_id, name, f"{account_id}@prairie.example")
    _give("olivia", Role.OWNER, EVERY, now)
    _give("olivia", Role.OWNER, "spring", now)
    _give("rita", Role.READER, "spring", now)
    invite(Invite(_INVITED, "spring", Role.READER, "Olivia"), _BY, now)
    numbers = [
        begin.begin("spring", What.SCHEDULE, _BY, now).number,
        claims_export.ask("spring", Which.ALL, Kind.CSV, _BY, now).number,
        decide.begin("spring", Wanted(), _BY, now).number,
    ]
    return {
        "account_id": ("rita", "person1", "person3"),
        "certificate_id": (f"{1:016}", f"{3:016}"),
        "address_id": (address_id(_INVITED),),
        "session_key": (key_of("s001"), key_of("s002")),
        "sample": ("certificate", "transcript", "pdf"),
        "number": numbers,
    }


def entered(account_id: str) -> str:
    """A sign-in whose person gave the passkey just now."""
    now = datetime.now(UTC)
    account = accounts.load(account_id)
    version = account.credentials_version if account else 0
    device = Device(Via.COOKIE, "A browser")
    token = tokens.issue(account_id, version, now, timedelta(days=1), device, by_passkey=True)
    tokens.prove(token, now, by_passkey=True)
    return token


def _give(account_id: str, role: Role, conference_id: str, now: datetime) -> None:
    with Transaction() as transaction:
        grants.put(transaction, account_id, Grant(conference_id, role, "local", now))
