"""The request bodies that pages and /v1 share.

A view imports its body where it reads it: pydantic would be a sixth of every cold start.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chalicelib.domain import limits
from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.selections import Requested

Line = Annotated[str, StringConstraints(max_length=limits.ADDRESS_LENGTH)]
Password = Annotated[str, StringConstraints(max_length=limits.PASSWORD_LENGTH)]
PersonName = Annotated[str, StringConstraints(max_length=limits.NAME_LENGTH)]


class Body(BaseModel):
    """Base of every request body. `max_bytes` is checked before anything else."""

    max_bytes: ClassVar[int] = limits.SMALL_BODY_BYTES
    # Each is built at its first request.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class SelectionBody(Body):
    """One selected session; `attended_on` left out is the session's date, null deselects.

    `attended_as` left out, or null, leaves what was said before.
    """

    session_id: Annotated[str, StringConstraints(min_length=1, max_length=limits.SESSION_ID_LENGTH)]
    attended_on: date | None = None
    attended_as: AttendedAs | None = None

    def requested(self) -> Requested:
        """As the domain takes it."""
        given = "attended_on" in self.model_fields_set
        return Requested(self.session_id, self.attended_on, given, self.attended_as)


class ClaimBody(Body):
    """PUT /v1/conferences/{id}/claim."""

    max_bytes: ClassVar[int] = limits.MAX_BODY_BYTES
    version: Annotated[int, Field(ge=0, le=limits.MAX_VERSION)]
    selections: Annotated[list[SelectionBody], Field(max_length=limits.MAX_SELECTIONS)]


class GenerateBody(Body):
    """POST /v1/conferences/{id}/certificates."""

    name: PersonName | None = None
    version: Annotated[int, Field(ge=0, le=limits.MAX_VERSION)] | None = None
    license: Annotated[str, StringConstraints(max_length=limits.FIELD_LENGTH)] | None = None
