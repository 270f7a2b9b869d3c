"""What became of a mail, and what the attendee reads about it: a sentence that says what to do."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a report says. The order is how they stand: what comes later in it overrides."""

    DELAYED = "delayed"
    REFUSED = "refused"
    DELIVERED = "delivered"
    SOFT_BOUNCE = "soft_bounce"
    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"


_SUPPRESSED = (
    "Mail to this address came back before, so it is no longer sent. "
    "Use another address, or ask the organizer to release this one."
)
_NO_ATTACHMENT = (
    "The mail server there does not take this attachment. Download the certificate here instead."
)
_DETAILS = {
    Outcome.DELAYED: (
        "The mail server there does not take the mail yet; it is tried again for some hours. "
        "You need do nothing."
    ),
    Outcome.REFUSED: (
        "The mail service refused to send this mail. Download the certificate here instead."
    ),
    Outcome.DELIVERED: "",
    Outcome.SOFT_BOUNCE: (
        "The mail server there returned the mail. Send it again later, or use another address."
    ),
    Outcome.HARD_BOUNCE: (
        "This address does not take mail. Check its spelling and verify it again, "
        "or use another address."
    ),
    Outcome.COMPLAINT: (
        "This mail was reported as spam, so nothing more is sent to this address. "
        "If that was a mistake, verify the address again."
    ),
}
# https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#bounce-types
_BY_SUB_TYPE = {
    (Outcome.HARD_BOUNCE, "Suppressed"): _SUPPRESSED,
    (Outcome.HARD_BOUNCE, "OnAccountSuppressionList"): _SUPPRESSED,
    (Outcome.SOFT_BOUNCE, "MailboxFull"): (
        "The mailbox there is full. Make room and send the certificate again, "
        "or use another address."
    ),
    (Outcome.SOFT_BOUNCE, "MessageTooLarge"): _NO_ATTACHMENT,
    (Outcome.SOFT_BOUNCE, "ContentRejected"): _NO_ATTACHMENT,
    (Outcome.SOFT_BOUNCE, "AttachmentRejected"): _NO_ATTACHMENT,
}


def detail_of(outcome: Outcome, sub_type: str) -> str:
    """The sentence an attendee reads, "" where nothing is wrong. `sub_type` is SES's, of a bounce."""
    return _BY_SUB_TYPE.get((outcome, sub_type)) or _DETAILS[outcome]
