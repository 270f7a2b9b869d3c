"""The product's exceptions: each says what is wrong in the reader's words, its HTTP status, and
whether trying again can help.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from chalicelib.domain.problem import Problem
from chalicelib.domain.reasons import Reason


class PortalError(Exception):
    """`detail` is shown to people; `code` is for programs; `extra` joins the problem document."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    retryable: ClassVar[bool] = False

    def __init__(
        self, detail: str, *, code: str = "", extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).__name__.lower()
        self.extra = dict(extra or {})

    @property
    def headers(self) -> dict[str, str]:
        """HTTP headers that go with the answer."""
        return {}


class BadRequest(PortalError):
    """The request cannot be read at all."""

    status = 400
    title = "We couldn't read the request"


class Unauthorized(PortalError):
    """Not signed in, or no longer. The same answer whatever the cause."""

    status = 401
    title = "Please sign in"

    def __init__(self, detail: str = "Sign in to continue.", *, code: str = "sign_in") -> None:
        super().__init__(detail, code=code)

    @property
    def headers(self) -> dict[str, str]:
        """RFC 9110 asks a 401 to name its scheme."""
        return {"WWW-Authenticate": "Bearer"}


class Forbidden(PortalError):
    """A form that is not ours or has expired."""

    status = 403
    title = "This form has expired"


class ProofRequired(PortalError):
    """The sign-in is good, and what is asked for needs proof that it is the person."""

    status = 403
    title = "Confirm it's you"

    def __init__(self) -> None:
        super().__init__("Enter your password to confirm it's you.", code="proof_required")


class RoleRequired(PortalError):
    """An organizer of this conference, whose role doesn't allow it."""

    status = 403
    title = "Your role doesn't allow this"


class NotFound(PortalError):
    """Does not exist, or is another person's: the same answer."""

    status = 404
    title = "Page not found"

    def __init__(self, detail: str = "We can't find that page.") -> None:
        super().__init__(detail, code="not_found")


class LinkSpent(NotFound):
    """An emailed link that was used, has expired, or never was one: the same answer."""

    title = "This link no longer works"


class NotListed(NotFound):
    """A conference of the account's own that cannot be claimed, with the reason of rule 2."""

    title = "This conference isn't available to claim"

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.code = reason.value
        self.extra = {"reason": reason.value}


class Conflict(PortalError):
    """Someone else changed it first. Read it again, then decide."""

    status = 409
    title = "Someone else changed this first"


class NotReady(PortalError):
    """It will be ready in `retry_after` seconds."""

    status = 409
    title = "Not ready yet"
    retryable = True

    def __init__(self, detail: str, *, retry_after: int, code: str = "not_ready") -> None:
        super().__init__(detail, code=code)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When to try again."""
        return {"Retry-After": str(self.retry_after)}


class TooLarge(PortalError):
    """The body is larger than any real request."""

    status = 413
    title = "The request is too large"


class Invalid(PortalError):
    """Bad input; `problems` names each field."""

    status = 422
    title = "Please check your entries"

    def __init__(self, problems: Sequence[Problem], detail: str = "") -> None:
        super().__init__(detail or " ".join(p.message for p in problems[:3]), code="invalid")
        self.problems = list(problems)
        self.extra = {
            "errors": [{"field": p.field, "code": p.code, "message": p.message} for p in problems]
        }


class TooManyRequests(PortalError):
    """Throttled for `retry_after` seconds."""

    status = 429
    title = "Too many attempts"
    retryable = True

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail, code="too_many_requests")
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When to try again."""
        return {"Retry-After": str(self.retry_after)}


class Unavailable(PortalError):
    """Something the portal needs does not respond; trying again can help."""

    status = 503
    title = "The portal is busy"
    retryable = True


class AddressTaken(Conflict):
    """The address is verified on another account. Never shown to a person as such."""


class AccountDeleted(Conflict):
    """The person deleted it; an import does not bring it back."""


class MailError(PortalError):
    """SES did not accept an email."""


class MailRejected(MailError):
    """SES permanently refuses this email, for its address or its size."""


class MailThrottled(MailError):
    """SES accepts no more emails this second."""

    retryable = True


class MailQuotaReached(MailError):
    """SES accepts no more emails today: its quota counts the last 24 hours. Waiting helps."""

    retryable = True


class MailUnavailable(MailError):
    """SES does not respond, or cannot send now."""

    retryable = True
