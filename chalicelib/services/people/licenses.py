"""The licenses that a person keeps, to print one on a certificate."""

from collections.abc import Iterable

from chalicelib.domain.account import Account
from chalicelib.domain.license import License, checked_licenses
from chalicelib.errors import Invalid
from chalicelib.store.people import licenses


def replace_licenses(
    account: Account, given: Iterable[tuple[str, str, str]]
) -> tuple[License, ...]:
    """Keep these (board, kind, number) instead. Raises Invalid (each field named), Conflict."""
    kept, problems = checked_licenses(given)
    if problems:
        raise Invalid(problems)
    licenses.save(account.id, kept)
    return kept
