"""Why a certificate is left out of a reissue, in an organizer's words."""

from chalicelib.domain.problem import Code
from chalicelib.domain.reasons import Reason

_WORDS: dict[str, str] = {
    Code.DELETED: "The account was deleted",
    Code.REVOKED: "The organizer revoked a certificate and allowed no other",
    Code.NOTHING_SELECTED: "None of its sessions can be claimed anymore",
    Code.OVERLAP: "Two of its sessions overlap, which this conference doesn't allow",
    Code.SESSION_WITHDRAWN: "A session was withdrawn from the program",
    Code.SESSION_REMOVED: "A session is no longer part of the program",
    Code.SESSION_REPLACED: "Another session took the place of one that it lists",
    Code.LICENSE_NEEDED: "A credit type needs a license, and it prints none of that kind",
    Code.UNPRINTABLE: "Its name has letters that can't be printed",
    Reason.CANCELLED_REGISTRATION: "The registration was cancelled, or isn't there anymore",
    Reason.NO_CREDIT: "A session offers no credit anymore",
    Reason.WRONG_TYPE: "The registration type doesn't include one of its sessions anymore",
    Reason.DATE_NOT_COVERED: "The registration doesn't cover the date of one of its sessions",
    Reason.IN_PERSON_ONLY: "A session took place in person only, and the registration is virtual",
    Reason.NO_ATTENDANCE: "No attendance is recorded for one of its sessions",
}


def why_left_out(code: str) -> str:
    """Without a period at its end; one that has no words of its own is said in general."""
    return _WORDS.get(code, "Its holder couldn't generate it again today")
