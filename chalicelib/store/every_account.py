"""Every account: by reading the whole table, which only an operator's command does, after a leak."""

from collections.abc import Iterator

from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.keys import ACCOUNT, account_of


def ids() -> Iterator[str]:
    """The id of each account. One that is made meanwhile may be left out: its sign-in is new."""
    found = AccountItem.scan(AccountItem.sk == ACCOUNT, attributes_to_get=["pk"])
    yield from (account_of(item.pk) for item in found)
