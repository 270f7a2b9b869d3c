"""The emails to those who organize; the words are in templates/email/."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws.mail_message import Mail
from chalicelib.services.mail.from_template import mail_of as _mail
from chalicelib.settings import settings


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation's email says: to which conference ("" for all), as what, by whom."""

    conference: str
    role: str
    by: str
    expires_at: datetime
    again: bool = False


def organizer_invited_mail(to: str, token: str, invited: Invited, *, known: bool) -> Mail:
    """The link by which somebody begins to organize, or gets a new passkey for it."""
    link = f"{settings().portal_url}/invitation/{token}"
    return _mail("organizer-invited", to, unasked=not known, link=link, invited=invited)


def organizer_added_mail(to: str, path: str, invited: Invited) -> Mail:
    """To an organizer who may organize one more conference."""
    link = f"{settings().portal_url}{path}"
    return _mail("organizer-added", to, link=link, invited=invited)
