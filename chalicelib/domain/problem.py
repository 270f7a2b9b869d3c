"""What is wrong with a request: the one place of the codes."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What a program may branch on. A refused session has its Reason's code instead."""

    ADDRESS_VERIFIED = "verified"
    ATTENDED_AS_LIVE = "attended_as_live"
    ATTENDED_AS_NOT_ASKED = "attended_as_not_asked"
    ATTENDED_ON_FIXED = "attended_on_fixed"
    ATTENDED_ON_IN_FUTURE = "attended_on_in_future"
    ATTENDED_ON_TOO_EARLY = "attended_on_too_early"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CLAIMS_CLOSED = "claims_closed"
    DELETED = "deleted"
    DUPLICATE = "duplicate"
    DUPLICATE_FIELD = "duplicate_field"
    FAILED = "failed"
    IMAGE = "image"
    LAST_VERIFIED = "last_verified"
    NOT_AFTER_DEADLINE = "not_after_deadline"
    NOTHING_CHOSEN = "nothing_chosen"
    NO_CERTIFICATES = "no_certificates"
    NO_RECIPIENT = "no_recipient"
    NOT_A_DATE = "not_a_date"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_FORM = "not_a_form"
    LICENSE_NEEDED = "license_needed"
    NOT_A_LICENSE = "not_a_license"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_JSON = "not_json"
    NOT_VERIFIED = "not_verified"
    NOTHING_SELECTED = "nothing_selected"
    OVERLAP = "overlap"
    REQUIRED = "required"
    REVOKED = "revoked"
    SESSION_MOVED = "session_moved"
    SESSION_REMOVED = "session_removed"
    SESSION_REPLACED = "session_replaced"
    SESSION_WITHDRAWN = "session_withdrawn"
    SPENT = "spent"
    STALE_VERSION = "stale_version"
    TAKEN = "taken"
    TOO_COMMON = "too_common"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_MANY_FIELDS = "too_many_fields"
    TOO_MANY_PROBLEMS = "too_many_problems"
    TOO_SHORT = "too_short"
    UNPRINTABLE = "unprintable"
    UNKNOWN_LICENSE = "unknown_license"
    UNKNOWN_SESSION = "unknown_session"
    WHICH_IS_MEANT = "which_is_meant"
    WRONG_CODE = "wrong_code"
    WRONG_PASSKEY = "wrong_passkey"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 # nosec B105 # a code, no secret


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one field of a request; `code` is a Code, a Reason's, or pydantic's."""

    field: str
    code: str
    message: str
