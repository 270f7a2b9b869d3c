"""SES's events for an email, as its event publishing documents them; moto makes none.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from stages.local import ACCOUNT, PREFIX, REGION

Event = dict[str, Any]
_SIMULATOR = "simulator.amazonses.com"


def events_of(message: EmailMessage, message_id: str, recipient: str, now: datetime) -> list[Event]:
    """What SES reports of an email to one recipient, oldest first.

    SES's simulator addresses behave as SES's do; so does, at any domain, a local part such as
    `bounce+anything`. Everybody else takes delivery.
    """
    mail = _mail(message, message_id, recipient, now)
    kinds = _OUTCOMES.get(_behaviour(recipient), (_delivery,))
    return [
        kind(recipient, now + timedelta(seconds=place)) | {"mail": mail}
        for place, kind in enumerate(kinds)
    ]


def refused(recipient: str) -> bool:
    """Whether SES refuses the email at once (`refused+anything`), so that `failed` can be seen."""
    return _behaviour(recipient) == "refused"


def _behaviour(recipient: str) -> str:
    local, _, domain = recipient.lower().rpartition("@")
    name, plus, _ = local.partition("+")
    return name if plus or domain == _SIMULATOR else ""


def _delivery(recipient: str, at: datetime) -> Event:
    return {
        "eventType": "Delivery",
        "delivery": {
            "timestamp": _stamp(at),
            "processingTimeMillis": 546,
            "recipients": [recipient],
            "smtpResponse": "250 2.6.0 Message received",
            "remoteMtaIp": "127.0.2.0",
            "reportingMTA": f"a8-70.smtp-out.{REGION}.amazonses.com",
        },
    }


def _bounce(kind: str, sub_type: str, status: str, diagnostic: str) -> Callable[..., Event]:
    def event(recipient: str, at: datetime) -> Event:
        return {
            "eventType": "Bounce",
            "bounce": {
                "feedbackId": f"local-bounce-{at.timestamp():.6f}",
                "bounceType": kind,
                "bounceSubType": sub_type,
                "bouncedRecipients": [
                    {
                        "emailAddress": recipient,
                        "action": "failed",
                        "status": status,
                        "diagnosticCode": diagnostic,
                    }
                ],
                "timestamp": _stamp(at),
                "reportingMTA": f"dns; a8-70.smtp-out.{REGION}.amazonses.com",
            },
        }

    return event


def _complaint(recipient: str, at: datetime) -> Event:
    return {
        "eventType": "Complaint",
        "complaint": {
            "feedbackId": f"local-complaint-{at.timestamp():.6f}",
            "complaintSubType": None,
            "complainedRecipients": [{"emailAddress": recipient}],
            "timestamp": _stamp(at),
            "userAgent": "Amazon SES Mailbox Simulator",
            "complaintFeedbackType": "abuse",
            "arrivalDate": _stamp(at),
        },
    }


def _reject(recipient: str, at: datetime) -> Event:
    return {"eventType": "Reject", "reject": {"reason": "Bad content"}}


def _delay(recipient: str, at: datetime) -> Event:
    return {
        "eventType": "DeliveryDelay",
        "deliveryDelay": {
            "timestamp": _stamp(at),
            "delayType": "TransientCommunicationFailure",
            "expirationTime": _stamp(at + timedelta(hours=14)),
            "delayedRecipients": [
                {
                    "emailAddress": recipient,
                    "status": "4.4.1",
                    "diagnosticCode": "smtp; 421 4.4.1 Unable to connect to remote host",
                }
            ],
        },
    }


_hard = _bounce("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown")
_soft = _bounce("Transient", "MailboxFull", "4.2.2", "smtp; 452 4.2.2 mailbox full")
_OUTCOMES: dict[str, tuple[Callable[..., Event], ...]] = {
    "success": (_delivery,),
    "bounce": (_hard,),
    "softbounce": (_soft,),
    "complaint": (_delivery, _complaint),
    "reject": (_reject,),
    "delay": (_delay, _delivery),
}


def _mail(message: EmailMessage, message_id: str, recipient: str, now: datetime) -> Event:
    source = str(message["From"])
    address = source.rpartition("<")[2].rstrip(">")
    return {
        "timestamp": _stamp(now),
        "source": source,
        "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/{address}",
        "sendingAccountId": ACCOUNT,
        "messageId": message_id,
        "destination": [recipient],
        "headersTruncated": False,
        "headers": [{"name": name, "value": str(value)} for name, value in message.items()],
        "commonHeaders": {
            "from": [source],
            "to": [str(message["To"])],
            "messageId": message_id,
            "subject": str(message["Subject"]),
        },
        "tags": _tags(message)
        | {
            "ses:operation": ["SendRawEmail"],
            "ses:configuration-set": [f"{PREFIX}-mail"],
            "ses:source-ip": ["127.0.0.1"],
            "ses:from-domain": [address.rpartition("@")[2]],
            "ses:caller-identity": ["local"],
        },
    }


def _tags(message: EmailMessage) -> dict[str, list[str]]:
    """The message's own tags, each value in a list as SES gives them back."""
    pairs = (part.partition("=") for part in str(message["X-SES-MESSAGE-TAGS"] or "").split(","))
    return {name.strip(): [value.strip()] for name, equals, value in pairs if equals}


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
