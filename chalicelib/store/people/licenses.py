"""The licenses that a person keeps: read with the account, in its one query."""

from collections.abc import Iterable

from chalicelib.domain.license import License
from chalicelib.store.accounts_table import AccountItem, AccountsTable, LicensesItem
from chalicelib.store.as_json import AsJson
from chalicelib.store.keys import ACCOUNT, LICENSES, account_key
from chalicelib.store.transactions import Transaction

_LICENSES = AsJson[tuple[License, ...]](tuple[License, ...])


def of_items(items: Iterable[AccountsTable]) -> tuple[License, ...]:
    """Those among the items of an account."""
    return next((_LICENSES.load(i.body) for i in items if isinstance(i, LicensesItem)), ())


def save(account_id: str, licenses: tuple[License, ...]) -> None:
    """Replace them; raises Conflict if the account was deleted in the meantime."""
    key = account_key(account_id)
    with Transaction() as transaction:
        transaction.condition_check(AccountItem, key, ACCOUNT, AccountItem.pk.exists())
        transaction.save(LicensesItem(key, LICENSES, body=_LICENSES.dump(licenses).decode()))
