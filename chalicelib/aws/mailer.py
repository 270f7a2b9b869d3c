"""Email through SES, with each kind of failure: permanent, throttled, or temporary."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import metrics
from chalicelib.aws.clients import ses
from chalicelib.domain.email_address import InvalidAddress, mail_form
from chalicelib.errors import (
    MailError,
    MailQuotaReached,
    MailRejected,
    MailThrottled,
    MailUnavailable,
)
from chalicelib.metrics import Metric
from chalicelib.settings import settings

# SES's own names: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
_REJECTED = {"MessageRejected", "BadRequestException", "InvalidParameterValue", "ValidationError"}
_THROTTLED = {
    "TooManyRequestsException",
    "Throttling",
    "ThrottlingException",
    "LimitExceededException",
}
# SES says with the same code that a second's or a day's emails are used up; its words differ.
# https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
_DAILY = ("daily message quota", "daily sending quota")
_PAUSED = {"AccountSuspendedException", "SendingPausedException"}
THROTTLE_WAITS_SECONDS = (1, 2, 4)
# Bodies with an accent are encoded: SES may garble 8bit text on its way.
# https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html
_SEVEN_BIT = SMTP.clone(cte_type="7bit")
NO_ANSWER = "no_answer"  # code of a MailUnavailable after which the email may have gone out or not


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


def send(mail: Mail, sleep: Callable[[float], None] = time.sleep) -> str:
    """Send one email; returns SES's message id. Throttling waits in process first.

    Raises MailRejected (for good), MailThrottled or MailUnavailable (trying again can help).
    """
    try:
        to = mail_form(mail.to)
    except InvalidAddress as problem:
        raise MailRejected(f"{problem}", code="address") from None
    raw = compose(replace(mail, to=to))
    for wait in THROTTLE_WAITS_SECONDS:
        try:
            return _send(to, raw, mail.unasked)
        except MailThrottled:
            sleep(wait * random.uniform(0.75, 1.25))  # noqa: S311 # nosec B311 # spreads load, keeps no secret
    return _send(to, raw, mail.unasked)


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


def _send(to: str, raw: bytes, unasked: bool) -> str:
    known = settings()
    through = (unasked and known.mail_unasked_configuration_set) or known.mail_configuration_set
    optional = {"ConfigurationSetName": through} if through else {}
    try:
        answer = ses().send_email(
            FromEmailAddress=settings().mail_from,
            Destination={"ToAddresses": [to]},
            Content={"Raw": {"Data": raw}},
            **optional,  # type: ignore[arg-type]
        )
    except ClientError as problem:
        raise _meaning(problem) from None
    except BotoCoreError as problem:
        raise MailUnavailable(
            f"The email service did not respond ({type(problem).__name__}).", code=NO_ANSWER
        ) from None
    return answer["MessageId"]


def _meaning(problem: ClientError) -> MailError:
    code = problem.response["Error"]["Code"]
    words = problem.response["Error"].get("Message", "").lower()
    if code in _THROTTLED and any(daily in words for daily in _DAILY):
        metrics.record(Metric.DEFERRED)
        return MailQuotaReached("The email service accepts no more emails today.", code=code)
    if code in _PAUSED:
        metrics.record(Metric.PAUSED)
    if code in _THROTTLED:
        metrics.record(Metric.THROTTLED)
        return MailThrottled("The email service accepts no more emails this second.", code=code)
    if code in _REJECTED and not _about_the_sender(problem):
        return MailRejected("The email service refused this address or email.", code=code)
    return MailUnavailable(f"The email service cannot send now ({code}).", code=code)


def _about_the_sender(problem: ClientError) -> bool:
    """Whether SES refuses us rather than the recipient: it names the identity that may not send."""
    words = problem.response["Error"].get("Message", "")
    return settings().mail_from.lower() in words.lower()
