"""Email through SES, with each kind of failure: permanent, throttled, or temporary."""

import random
import time
from collections.abc import Callable
from dataclasses import replace

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import metrics
from chalicelib.aws.clients import ses
from chalicelib.aws.mail_message import Mail, compose
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
NO_ANSWER = "no_answer"  # code of a MailUnavailable after which the email may have gone out or not


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
