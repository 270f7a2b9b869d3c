"""One registration in a line."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.registration import Registration


def registered(registration: "Registration") -> str:
    """One registration in a line."""
    days = ", ".join(str(day) for day in registration.days) or "all days"
    parts = (
        registration.conference_id,
        registration.type or "no type",
        registration.attendance.value.replace("_", " "),
        days,
        registration.status.value,
    )
    return ", ".join(parts)
