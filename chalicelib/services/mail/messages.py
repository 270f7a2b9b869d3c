"""The emails the portal sends, one function each; the words are in templates/email/."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws.mail_message import Attachment, Mail
from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.delivery import Delivery
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


_PART_LENGTH = 60  # of a file name, in characters


def certificate_mail(snapshot: Snapshot, delivery: Delivery, pdf: bytes) -> Mail:
    """The certificate to one address; its tags match SES's events to the delivery."""
    attachment = Attachment(
        pdf_name(snapshot.name, snapshot.conference_name, snapshot.public_id), pdf
    )
    return _mail(
        "certificate",
        delivery.address,
        attachments=(attachment,),
        tags={
            "certificate": snapshot.public_id,
            "round": str(delivery.round),
            "address": delivery.address_id,
        },
        snapshot=snapshot,
    )


def access_mail(to: str, token: str | None) -> Mail:
    """A link to choose a password or, if the address is unknown, what to do instead."""
    if token is None:
        return _mail("no-registration", to, unasked=True)
    return _mail("choose-password", to, link=f"{settings().portal_url}/set-password/{token}")


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


def address_moved_mail(to: str, moved: str) -> Mail:
    """To both accounts when the organizer moved an address."""
    return _mail("address-moved", to, moved=moved)


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


def certificate_revoked_mail(
    to: str, certificate: Certificate, reason: str, *, may_reissue: bool
) -> Mail:
    """To the holder of a certificate that the organizer revoked, with the reason."""
    where = (
        f"conferences/{certificate.location.conference_id}"
        if may_reissue
        else f"certificates/{certificate.public_id}"
    )
    return _mail(
        "certificate-revoked",
        to,
        certificate=certificate,
        reason=reason,
        may_reissue=may_reissue,
        link=f"{settings().portal_url}/{where}",
    )


def organizer_invited_mail(to: str, token: str, invited: Invited, *, known: bool) -> Mail:
    """The link by which somebody begins to organize, or gets a new passkey for it."""
    link = f"{settings().portal_url}/invitation/{token}"
    return _mail("organizer-invited", to, unasked=not known, link=link, invited=invited)


def organizer_added_mail(to: str, path: str, invited: Invited) -> Mail:
    """To an organizer who may organize one more conference."""
    link = f"{settings().portal_url}{path}"
    return _mail("organizer-added", to, link=link, invited=invited)


def account_deleted_mail(to: str) -> Mail:
    """The last email of an account."""
    return _mail("account-deleted", to)


def pdf_name(name: str, conference_name: str, public_id: str) -> str:
    """The file name of a certificate, after person and conference, plain ASCII.

    What has no ASCII letters is left out; the end of the certificate ID tells two of them apart.
    """
    parts = [_ascii(name), _ascii(conference_name), "certificate", public_id.rpartition("-")[2]]
    return "-".join(part for part in parts if part) + ".pdf"


def _ascii(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    words = re.findall(r"[A-Za-z0-9]+", bare.encode("ascii", "ignore").decode())
    return "-".join(words)[:_PART_LENGTH].strip("-")
