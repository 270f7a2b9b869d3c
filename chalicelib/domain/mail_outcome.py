"""What happened to an email, and the sentence that tells the attendee what to do about it."""

from enum import StrEnum


class MailOutcome(StrEnum):
    """What a report says, in order of rank: a later one overrides an earlier one."""

    DELAYED = "delayed"
    REFUSED = "refused"
    DELIVERED = "delivered"
    SOFT_BOUNCE = "soft_bounce"
    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"


_SUPPRESSED = (
    "Earlier emails to this address were returned, so we no longer send to it. "
    "Use another address, or ask the organizer to unblock this one."
)
_TOO_LARGE = (
    "The recipient's email server does not accept an email of this size. "
    "Download the certificate here instead."
)
_BLOCKED = (
    "A filter blocked this email, as schools and companies often do with attachments. Download the "
    "certificate here, or ask your IT help desk to allow our emails and send it again."
)
_DETAILS = {
    MailOutcome.DELAYED: (
        "The recipient's email server hasn't accepted the email yet; we keep trying for several hours. "
        "You don't need to do anything."
    ),
    MailOutcome.REFUSED: (
        "The email service refused to send this email. Download the certificate here instead."
    ),
    MailOutcome.DELIVERED: "",
    MailOutcome.SOFT_BOUNCE: (
        "The recipient's email server returned the email. Send it again later, or use another address."
    ),
    MailOutcome.HARD_BOUNCE: (
        "This address cannot receive email. Check its spelling and verify it again, "
        "or use another address."
    ),
    MailOutcome.COMPLAINT: (
        "This email was reported as spam, so we no longer send to this address. "
        "If this was a mistake, verify the address again."
    ),
}
# https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#bounce-types
_BY_SUB_TYPE = {
    (MailOutcome.HARD_BOUNCE, "Suppressed"): _SUPPRESSED,
    (MailOutcome.HARD_BOUNCE, "OnAccountSuppressionList"): _SUPPRESSED,
    (MailOutcome.HARD_BOUNCE, "NoEmail"): (
        "There is no mailbox with this address. Check it for typing mistakes. If it is right, verify it "
        "again; otherwise, add the right one."
    ),
    (MailOutcome.SOFT_BOUNCE, "MailboxFull"): (
        "The mailbox is full. Free up space and send the certificate again, or use another address."
    ),
    (MailOutcome.SOFT_BOUNCE, "MessageTooLarge"): _TOO_LARGE,
    (MailOutcome.SOFT_BOUNCE, "ContentRejected"): _BLOCKED,
    (MailOutcome.SOFT_BOUNCE, "AttachmentRejected"): _BLOCKED,
}


def detail_of(outcome: MailOutcome, sub_type: str) -> str:
    """The sentence an attendee reads, "" where nothing is wrong. `sub_type` is SES's, of a bounce."""
    return _BY_SUB_TYPE.get((outcome, sub_type)) or _DETAILS[outcome]
