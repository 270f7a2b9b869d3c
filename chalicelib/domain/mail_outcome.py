"""What became of an email, and what the attendee reads about it: a sentence that says what to do."""

from enum import StrEnum


class MailOutcome(StrEnum):
    """What a report says. The order is how they stand: what comes later in it overrides."""

    DELAYED = "delayed"
    REFUSED = "refused"
    DELIVERED = "delivered"
    SOFT_BOUNCE = "soft_bounce"
    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"


_SUPPRESSED = (
    "Email to this address came back before, so we no longer send to it. "
    "Use another address, or ask the organizer to release this one."
)
_NO_ATTACHMENT = (
    "The mail server there does not accept this attachment. Download the certificate here instead."
)
_DETAILS = {
    MailOutcome.DELAYED: (
        "The mail server there hasn't accepted the email yet; we keep trying for several hours. "
        "You don't need to do anything."
    ),
    MailOutcome.REFUSED: (
        "The mail service refused to send this email. Download the certificate here instead."
    ),
    MailOutcome.DELIVERED: "",
    MailOutcome.SOFT_BOUNCE: (
        "The mail server there returned the email. Send it again later, or use another address."
    ),
    MailOutcome.HARD_BOUNCE: (
        "This address cannot receive email. Check its spelling and verify it again, "
        "or use another address."
    ),
    MailOutcome.COMPLAINT: (
        "This email was reported as spam, so nothing more is sent to this address. "
        "If that was a mistake, verify the address again."
    ),
}
# https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#bounce-types
_BY_SUB_TYPE = {
    (MailOutcome.HARD_BOUNCE, "Suppressed"): _SUPPRESSED,
    (MailOutcome.HARD_BOUNCE, "OnAccountSuppressionList"): _SUPPRESSED,
    (MailOutcome.SOFT_BOUNCE, "MailboxFull"): (
        "The mailbox there is full. Make room and send the certificate again, "
        "or use another address."
    ),
    (MailOutcome.SOFT_BOUNCE, "MessageTooLarge"): _NO_ATTACHMENT,
    (MailOutcome.SOFT_BOUNCE, "ContentRejected"): _NO_ATTACHMENT,
    (MailOutcome.SOFT_BOUNCE, "AttachmentRejected"): _NO_ATTACHMENT,
}


def detail_of(outcome: MailOutcome, sub_type: str) -> str:
    """The sentence an attendee reads, "" where nothing is wrong. `sub_type` is SES's, of a bounce."""
    return _BY_SUB_TYPE.get((outcome, sub_type)) or _DETAILS[outcome]
