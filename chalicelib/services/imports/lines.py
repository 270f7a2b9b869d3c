"""What a person reads of registrations that change."""

from chalicelib.domain.registration import Registration
from chalicelib.importing.people.registrations_file import Registered
from chalicelib.importing.people.registrations_plan import Plan
from chalicelib.importing.quoting import counted


def registered(one: Registered) -> str:
    """An address and what it has at the conference."""
    return f"{one.address}: {'; '.join(map(_described, one.registrations))}"


def summary(plan: Plan) -> str:
    """How many addresses the file has, and how many of them may claim."""
    left = f", {len(plan.tally.left_out)} rows left out" if plan.tally.left_out else ""
    addresses = counted(len(plan.found), "address", "addresses")
    return f"{addresses}, {plan.confirmed} with a confirmed registration{left}"


def _described(registration: Registration) -> str:
    days = " ".join(str(day) for day in registration.days) or "all days"
    mode = registration.attendance.value.replace("_", " ")
    parts = (registration.type, mode, days, registration.status.value)
    return ", ".join(part for part in parts if part)
