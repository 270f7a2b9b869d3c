"""A person who can sign in, and the addresses that are theirs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import Grant
from chalicelib.domain.license import License
from chalicelib.domain.passkey import Passkey

# From an address that has been verified for so long, the removal of another can be confirmed.
CONFIRMS_AFTER = timedelta(days=30)
# Those that somebody added to a stolen account: a restored address, or a password chosen by email,
# takes the passkeys of the last seven days away.
DOUBTED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Address:
    """An email address of an account. `shown` is as typed, `normalised` is what is compared.

    `verified` and `deliverable` are independent: an address that bounces stays verified.
    """

    normalised: str
    shown: str
    verified: bool
    deliverable: bool = True
    primary: bool = False
    soft_bounces: int = 0
    added_at: datetime | None = None
    verified_at: datetime | None = None

    @property
    def id(self) -> str:
        """Names the address in keys and URLs without showing it."""
        return address_id(self.normalised)


@dataclass(frozen=True, slots=True)
class Account:
    """`name` is what certificates print unless another is given; `version` guards updates.

    `user_handle` (base64url, random) is what authenticators know the account by; "" before its first
    passkey. With `grants` the account organizes conferences.
    """

    id: str
    name: str
    password_hash: str | None = None
    addresses: tuple[Address, ...] = field(default=())
    version: int = 0
    credentials_version: int = 0
    licenses: tuple[License, ...] = ()
    passkeys: tuple[Passkey, ...] = ()
    user_handle: str = ""
    grants: tuple[Grant, ...] = ()

    @property
    def in_order(self) -> tuple[Address, ...]:
        """As they are listed: the primary one, the other verified ones, the rest."""
        return tuple(
            sorted(self.addresses, key=lambda a: (not a.primary, not a.verified, a.normalised))
        )

    @property
    def verified(self) -> tuple[Address, ...]:
        """The addresses whose registrations count, primary first."""
        return tuple(sorted((a for a in self.addresses if a.verified), key=lambda a: not a.primary))

    def license(self, license_id: str) -> License | None:
        """The license of this id, or None."""
        return next((held for held in self.licenses if held.id == license_id), None)

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Where a certificate is sent: verified and deliverable."""
        return tuple(a for a in self.verified if a.deliverable)


def confirming(account: Account, removed: Address, now: datetime) -> list[Address]:
    """The addresses from which the removal of another one can be confirmed (rule 12)."""
    return [
        held
        for held in account.verified
        if held.id != removed.id
        and held.verified_at is not None
        and now - held.verified_at >= CONFIRMS_AFTER
    ]


def doubted(account: Account, since: datetime) -> list[Passkey]:
    """The passkeys that were added less than seven days before `since`, or after it.

    None of an organizer's: a password alone adds none to their account.
    """
    if account.grants:
        return []
    return [held for held in account.passkeys if held.created_at > since - DOUBTED_FOR]
