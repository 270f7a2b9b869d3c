"""The emails about an account's addresses; the words are in templates/email/."""

from collections.abc import Sequence

from chalicelib.aws.mail_message import Mail
from chalicelib.services.mail.from_template import mail_of as _mail
from chalicelib.settings import settings


def verify_address_mail(to: str, token: str, code: str, *, known: bool) -> Mail:
    """The link and the code that prove an address."""
    link = f"{settings().portal_url}/account/verify/{token}"
    return _mail("verify-address", to, unasked=not known, link=link, code=code)


def address_taken_mail(to: str) -> Mail:
    """To the owner of an address that someone tried to add to another account."""
    return _mail("address-taken", to)


def address_added_mail(to: str, added: str) -> Mail:
    """To the other addresses of an account that has a new one."""
    return _mail("address-added", to, added=added)


def address_removed_mail(to: str, removed: str, token: str | None = None) -> Mail:
    """To the other addresses of an account that lost one; with a token, they can confirm it."""
    link = f"{settings().portal_url}/confirm-removal/{token}" if token else ""
    return _mail("address-removed", to, removed=removed, link=link)


def address_removed_here_mail(to: str, token: str) -> Mail:
    """To the address that was removed, with the link that puts it back."""
    link = f"{settings().portal_url}/restore-address/{token}"
    return _mail("address-removed-here", to, removed=to, link=link)


def address_restored_mail(to: str, restored: str) -> Mail:
    """To the addresses an account had when a removed one was put back."""
    return _mail("address-restored", to, restored=restored)


def address_moved_mail(to: str, moved: str, roles: Sequence[str] = ()) -> Mail:
    """To both accounts when the organizer moved an address; `roles` ("owner of Spring") ended with it."""
    return _mail("address-moved", to, moved=moved, roles=roles)
