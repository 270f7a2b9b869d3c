"""Why something is not listed or not claimable: a code for programs, a sentence for people."""

from datetime import date
from enum import StrEnum

from chalicelib.domain.words import date_in_words


class Reason(StrEnum):
    """Every exclusion has one (rule 4)."""

    NOT_ENDED = "not_ended"
    TOO_EARLY = "too_early"
    NO_ELIGIBLE_SESSIONS = "no_eligible_sessions"
    HELD = "held"
    CANCELLED_REGISTRATION = "cancelled_registration"
    NO_CREDIT = "no_credit"
    WRONG_TYPE = "wrong_type"
    DATE_NOT_COVERED = "date_not_covered"
    IN_PERSON_ONLY = "in_person_only"
    NO_ATTENDANCE = "no_attendance"


SENTENCES: dict[Reason, str] = {
    Reason.NOT_ENDED: (
        "This conference has not ended yet. You can select sessions and generate your "
        "certificate starting {opens_on}."
    ),
    Reason.TOO_EARLY: (
        "This conference is from before {first_year}. "
        "Certificates for earlier years are on the older CEU site."
    ),
    Reason.NO_ELIGIBLE_SESSIONS: "This conference has no sessions that offer CEU credit.",
    Reason.HELD: (
        "The organizer isn't taking claims for this conference now. Come back later, or ask the "
        "organizer when it will be open."
    ),
    Reason.CANCELLED_REGISTRATION: (
        "Your registration for this conference was cancelled. "
        "If this is a mistake, ask the organizer to reinstate it."
    ),
    Reason.NO_CREDIT: "This session does not offer CEU credit.",
    Reason.WRONG_TYPE: "Your registration type does not include this session.",
    Reason.DATE_NOT_COVERED: "Your registration does not cover the date of this session.",
    Reason.IN_PERSON_ONLY: (
        "This session took place in person only, and your registration is for virtual attendance."
    ),
    Reason.NO_ATTENDANCE: (
        "No attendance was recorded for you. If you attended, contact the organizer."
    ),
}


def sentence(reason: Reason) -> str:
    """What the portal says of a session that cannot be claimed."""
    return SENTENCES[reason]


def listing_sentence(reason: Reason, first_year: int, opens_on: date) -> str:
    """What it says of a conference that is not listed.

    `first_year` is FIRST_CEU_YEAR, `opens_on` the first day on which it can be claimed.
    """
    return SENTENCES[reason].format(first_year=first_year, opens_on=date_in_words(opens_on))
