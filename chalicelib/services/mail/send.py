"""Mails beside the point: what was done is done, and a mail service that is down does not undo it."""

from collections.abc import Callable, Iterable

from chalicelib.aws import mailer
from chalicelib.aws.mailer import Mail
from chalicelib.domain.account import Account
from chalicelib.errors import MailError, MailRejected, Unavailable
from chalicelib.logs import logger


def send_now(mail: Mail) -> None:
    """The mail that is the point of a request. An address that is refused is the reader's to find out.

    Raises Unavailable when the mail service does not take it now.
    """
    try:
        mailer.send(mail)
    except MailRejected as problem:
        logger.warning("mail refused", code=problem.code)
    except MailError as problem:
        logger.warning("mail not sent", code=problem.code)
        raise Unavailable(
            "The mail could not be sent just now. Try again in a minute.", code="mail_unavailable"
        ) from None


def tell(addresses: Iterable[str], mail_to: Callable[[str], Mail]) -> None:
    """Send to each address, without waiting; a mail service that does not answer is asked once."""
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
