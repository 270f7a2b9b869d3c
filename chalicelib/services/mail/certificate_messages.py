"""The emails about a certificate; the words are in templates/email/."""

import re
import unicodedata

from chalicelib.aws.mail_message import Attachment, Mail
from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.delivery import Delivery
from chalicelib.services.mail.from_template import mail_of as _mail
from chalicelib.settings import settings

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
