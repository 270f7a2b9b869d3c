"""An operator moves a verified address to another account, when its person has two."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.account import Account, Address
from chalicelib.domain.audit import By
from chalicelib.domain.email_address import InvalidAddress, normalise
from chalicelib.domain.grant import Grant
from chalicelib.domain.limits import MAX_ADDRESSES
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger
from chalicelib.services.console import tell_team
from chalicelib.services.mail import address_messages, send
from chalicelib.services.people.erase import erase
from chalicelib.store.people import accounts, addresses

BY = "The portal's operator"  # as emails call who did it


@dataclass(frozen=True, slots=True)
class Move:
    """What would be moved; `closes` when the source has no other verified address."""

    address: Address
    source: Account
    target: Account

    @property
    def closes(self) -> bool:
        """Whether the account that loses the address is deleted."""
        return all(held.id == self.address.id for held in self.source.verified)

    @property
    def roles_lost(self) -> tuple[Grant, ...]:
        """What the account organizes, where it is deleted: the other one does not get it."""
        return self.source.grants if self.closes else ()


def plan(address: str, to: str) -> Move:
    """The move of an address to an account, given by its id or one of its verified addresses.

    Raises NotFound or Conflict saying why it cannot be done.
    """
    source = _account(address)
    moved = next(held for held in source.verified if held.normalised == normalise(address))
    target = _account(to) if "@" in to else accounts.load(to)
    if target is None:
        raise NotFound(f"There is no account {to}.")
    if target.id == source.id:
        raise Conflict(f"{moved.shown} is on account {target.id} already.")
    others = [held for held in target.addresses if held.normalised != moved.normalised]
    if len(others) >= MAX_ADDRESSES:
        raise Conflict(f"Account {target.id} has {MAX_ADDRESSES} addresses; remove one first.")
    return Move(moved, source, target)


def move(planned: Move, by: By, now: datetime) -> None:
    """Move it, with an entry in both accounts' audit, and tell both. Raises Conflict when either changed.

    Where an account that organizes closes, the owners left are told as of a removal on the Team page.
    """
    source, target, address = planned.source, planned.target, planned.address
    heirs = [held for held in source.verified if held.id != address.id]
    heir = heirs[0] if heirs and address.primary else None
    # Read before the write: what took effect is not answered with an error.
    teams = tell_team.leaving(source, BY) if planned.closes else []
    addresses.move(source, target, address, heir, by, now)
    if planned.closes:
        erase(source.id)
    logger.info("address moved", address=address.id, source=source.id, target=target.id)
    told = [*send.own_addresses(source), *send.own_addresses(target)]
    roles = [f"{change.was} of {change.conference or 'all conferences'}" for change, _ in teams]
    send.tell(told, lambda to: address_messages.address_moved_mail(to, address.shown, roles))
    for change, owners in teams:
        tell_team.tell_owners(change, owners)


def _account(address: str) -> Account:
    try:
        owner = accounts.owner_of(normalise(address))
    except InvalidAddress as problem:
        raise NotFound(f"{address} is not an email address: {problem}") from None
    account = accounts.load(owner) if owner else None
    if account is None:
        raise NotFound(f"{address} is verified on no account.")
    return account
