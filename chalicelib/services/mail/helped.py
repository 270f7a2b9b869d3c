"""The emails that tell a person what an organizer did for them; the words are in templates/email/."""

from datetime import date

from chalicelib.aws.mail_message import Mail
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.conference import Conference, Session
from chalicelib.services.mail.from_template import mail_of
from chalicelib.settings import settings


def session_added_mail(to: str, conference: Conference, session: Session) -> Mail:
    """To an attendee whose selection has one session more."""
    link = _conference(conference)
    return mail_of("session-added", to, conference=conference, session=session, link=link)


def deadline_extended_mail(to: str, conference: Conference, last: date) -> Mail:
    """To an attendee who may change the selection for longer than others."""
    link = _conference(conference)
    return mail_of("deadline-extended", to, conference=conference, last=last, link=link)


def registration_moved_mail(to: str, conference: Conference, source: str, target: str) -> Mail:
    """To the addresses whose registration moved, and to those of their accounts."""
    link = settings().portal_url
    return mail_of(
        "registration-moved", to, conference=conference, source=source, target=target, link=link
    )


def sent_elsewhere_mail(to: str, certificate: Certificate, other: str) -> Mail:
    """To the holder of a certificate that went to an address the organizer named."""
    link = f"{settings().portal_url}/certificates/{certificate.public_id}"
    return mail_of(
        "certificate-sent-elsewhere", to, certificate=certificate, other=other, link=link
    )


def recover_account_mail(to: str, token: str, conference: Conference, *, known: bool) -> Mail:
    """The link by which somebody gets an account back whose mailbox and password are gone."""
    link = f"{settings().portal_url}/set-password/{token}"
    return mail_of("recover-account", to, unasked=not known, link=link, conference=conference)


def recovery_begun_mail(to: str, other: str, conference: Conference) -> Mail:
    """To every address the account had: somebody else may have asked."""
    link = f"{settings().portal_url}/reset-password"
    return mail_of("recovery-begun", to, link=link, other=other, conference=conference)


def _conference(conference: Conference) -> str:
    return f"{settings().portal_url}/conferences/{conference.id}"
