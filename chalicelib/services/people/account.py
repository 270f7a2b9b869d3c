"""What a person changes of their account: the name, and where they are signed in."""

from chalicelib.domain.account import Account
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.domain.problem import Code
from chalicelib.errors import Conflict, Invalid
from chalicelib.logs import logger
from chalicelib.store.people import accounts, credentials


def rename(account: Account, name: str) -> Account:
    """Set the name that new certificates print; raises Invalid when it cannot be printed."""
    cleaned = cleaned_name(name)
    problems = name_problems(cleaned)
    if problems:
        raise Invalid(problems)
    credentials.rename(account.id, cleaned)
    return reload(account)


def sign_out_everywhere(account: Account) -> None:
    """End every sign-in of the account, this one too."""
    credentials.end_sign_ins(account.id)  # its devices are no longer listed; TTL removes them
    logger.info("signed out everywhere", account=account.id)


def reload(account: Account) -> Account:
    """The account as it stands now; raises Conflict if it was deleted in the meantime."""
    current = accounts.load(account.id)
    if current is None:
        raise Conflict("This account was deleted.", code=Code.DELETED)
    return current
