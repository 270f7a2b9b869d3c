"""An email as the bytes that SES takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from chalicelib.settings import settings

# Bodies with an accent are encoded: SES may garble 8bit text on its way.
# https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html
_SEVEN_BIT = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an email."""

    file_name: str
    content: bytes
    subtype: str = "pdf"


@dataclass(frozen=True, slots=True)
class Mail:
    """One email to one address. `tags` come back with SES's events and hold no address.

    `unasked`: nothing is known of this address, so the email goes through a reputation of its own.
    """

    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    unasked: bool = False


def compose(mail: Mail) -> bytes:
    """The email as MIME. A line break in a header is refused by the library (ValueError)."""
    message = EmailMessage(policy=_SEVEN_BIT)
    sender = settings().mail_from
    user, _, domain = sender.partition("@")
    message["From"] = Address(settings().mail_from_name, user, domain)
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"
    if mail.tags:
        # In the MIME rather than the call: RFC 2822 tags are what SES's events carry back.
        message["X-SES-MESSAGE-TAGS"] = ", ".join(f"{k}={v}" for k, v in mail.tags.items())
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for attachment in mail.attachments:
        message.add_attachment(
            attachment.content,
            maintype="application",
            subtype=attachment.subtype,
            filename=attachment.file_name,
        )
    return message.as_bytes()
