"""The mails the portal sends, one function each; the words are in templates/email/."""

from typing import Any

from chalicelib.aws.mailer import Attachment, Mail
from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.delivery import Delivery
from chalicelib.settings import settings
from chalicelib.templating import render


def certificate_mail(snapshot: Snapshot, delivery: Delivery, pdf: bytes) -> Mail:
    """The certificate to one address; its tags lead SES's events back to the delivery."""
    attachment = Attachment(pdf_name(snapshot.conference_id, snapshot.public_id), pdf)
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


def pdf_name(conference_id: str, public_id: str) -> str:
    """The file name of a certificate, plain ASCII."""
    return f"certificate-{conference_id}-{public_id}.pdf"


def _mail(
    name: str,
    to: str,
    *,
    attachments: tuple[Attachment, ...] = (),
    tags: dict[str, str] | None = None,
    **values: Any,
) -> Mail:
    known = settings()
    values |= {
        "portal_url": known.portal_url,
        "contact": known.organizer_contact,
        "brand_name": known.brand_name,
    }
    return Mail(
        to=to,
        subject=" ".join(render(f"email/{name}/subject.txt", **values).split()),
        text=render(f"email/{name}/body.txt", **values),
        html=render(f"email/{name}/body.html", **values),
        attachments=attachments,
        tags=tags or {},
    )
