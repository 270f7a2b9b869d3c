"""The emails about signing in to an account; the words are in templates/email/."""

from datetime import datetime

from chalicelib.aws.mail_message import Mail
from chalicelib.services.mail.from_template import mail_of as _mail
from chalicelib.settings import settings


def access_mail(to: str, token: str | None) -> Mail:
    """A link to choose a password or, if the address is unknown, what to do instead."""
    if token is None:
        return _mail("no-registration", to, unasked=True)
    return _mail("choose-password", to, link=f"{settings().portal_url}/set-password/{token}")


def password_changed_mail(to: str) -> Mail:
    """To every address of an account whose password was set or changed."""
    return _mail("password-changed", to)


def passkey_added_mail(to: str, name: str) -> Mail:
    """To every address of an account that has a new passkey."""
    return _mail("passkey-added", to, passkey=name)


def passkey_removed_mail(to: str, name: str) -> Mail:
    """To every address of an account that lost a passkey."""
    return _mail("passkey-removed", to, passkey=name)


def new_device_mail(to: str, device: str, at: datetime) -> Mail:
    """To every address of an account that was signed in to from a device not seen before."""
    return _mail("new-device", to, device=device, at=at)


def account_deleted_mail(to: str) -> Mail:
    """The last email of an account."""
    return _mail("account-deleted", to)
