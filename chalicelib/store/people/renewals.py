"""The renewal windows that a person keeps: read with the account, in its one query."""

from collections.abc import Iterable

from chalicelib.domain.renewal import Renewal
from chalicelib.store.accounts_table import AccountItem, AccountsTable, RenewalsItem
from chalicelib.store.as_json import AsJson
from chalicelib.store.keys import ACCOUNT, RENEWALS, account_key
from chalicelib.store.transactions import Transaction

_RENEWALS = AsJson[tuple[Renewal, ...]](tuple[Renewal, ...])


def of_items(items: Iterable[AccountsTable]) -> tuple[Renewal, ...]:
    """Those among the items of an account."""
    return next((_RENEWALS.load(i.body) for i in items if isinstance(i, RenewalsItem)), ())


def save(account_id: str, renewals: tuple[Renewal, ...]) -> None:
    """Replace them; raises Conflict if the account was deleted in the meantime."""
    key = account_key(account_id)
    with Transaction() as transaction:
        transaction.condition_check(AccountItem, key, ACCOUNT, AccountItem.pk.exists())
        transaction.save(RenewalsItem(key, RENEWALS, body=_RENEWALS.dump(renewals).decode()))
