"""Why email to an address comes back, as far as it changes what a person can do about it."""

from enum import StrEnum

from chalicelib.domain.mail_outcome import MailOutcome


class Returned(StrEnum):
    """`UNKNOWN`: nothing but that it was returned or reported is known any more."""

    SPAM = "spam"
    NO_MAILBOX = "no_mailbox"
    SUPPRESSED = "suppressed"
    FULL = "full"
    BLOCKED = "blocked"
    TOO_LARGE = "too_large"
    FOR_GOOD = "for_good"
    FOR_NOW = "for_now"
    UNKNOWN = "unknown"


# https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#bounce-types
_BY_SUB_TYPE = {
    "NoEmail": Returned.NO_MAILBOX,
    "Suppressed": Returned.SUPPRESSED,
    "OnAccountSuppressionList": Returned.SUPPRESSED,
    "MailboxFull": Returned.FULL,
    "MessageTooLarge": Returned.TOO_LARGE,
    "ContentRejected": Returned.BLOCKED,
    "AttachmentRejected": Returned.BLOCKED,
}


def why_returned(outcome: MailOutcome, sub_type: str) -> Returned:
    """The cause in a bounce or complaint; `sub_type` is SES's ("" where it was not kept)."""
    if outcome is MailOutcome.COMPLAINT:
        return Returned.SPAM
    fallback = Returned.FOR_GOOD if outcome is MailOutcome.HARD_BOUNCE else Returned.FOR_NOW
    return _BY_SUB_TYPE.get(sub_type, fallback)
