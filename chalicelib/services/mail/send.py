"""Emails that go with an action: if the email service is down, the action still stands."""

from collections.abc import Callable, Iterable

from chalicelib.aws import mailer
from chalicelib.aws.mail_message import Mail
from chalicelib.domain.account import Account
from chalicelib.errors import MailError, MailRejected, Unavailable
from chalicelib.logs import logger


def send_now(mail: Mail) -> None:
    """The email that a request is for. A refused address is not reported: it may be mistyped.

    Raises Unavailable if the email service does not accept it now.
    """
    try:
        mailer.send(mail)
    except MailRejected as problem:
        logger.warning("email refused", code=problem.code)
    except MailError as problem:
        logger.warning("email not sent", code=problem.code)
        raise Unavailable(
            "We couldn't send the email. Try again in a minute.", code="mail_unavailable"
        ) from None


def tell(addresses: Iterable[str], mail_to: Callable[[str], Mail]) -> None:
    """Send to each address without waiting; an email service that does not respond is tried once."""
    for address in addresses:
        try:
            mailer.send(mail_to(address), sleep=lambda _: None)
        except MailRejected as problem:
            logger.warning("notice refused", code=problem.code)
        except MailError as problem:
            logger.warning("notices not sent", code=problem.code)
            return


def own_addresses(account: Account, but: str = "") -> list[str]:
    """Where an account is told of changes: verified addresses, but one (its id)."""
    return [address.shown for address in account.verified if address.id != but]
