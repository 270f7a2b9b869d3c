"""The renewal windows that a person keeps, to see on their record how far they are."""

from collections.abc import Iterable

from chalicelib.domain.account import Account
from chalicelib.domain.renewal import Renewal, Typed, checked_renewals
from chalicelib.errors import Invalid
from chalicelib.store.people import renewals


def replace_renewals(account: Account, given: Iterable[Typed]) -> tuple[Renewal, ...]:
    """Keep these instead. Raises Invalid (each field named), Conflict."""
    kept, problems = checked_renewals(given)
    if problems:
        raise Invalid(problems)
    renewals.save(account.id, kept)
    return kept
