"""What a person reads of registrations and check-ins that change."""

from chalicelib.domain.registration import Registration, proof_of
from chalicelib.importing.people import attendance_plan
from chalicelib.importing.people.attendance_said import proof_said
from chalicelib.importing.people.registrations_file import Registered
from chalicelib.importing.people.registrations_plan import Plan
from chalicelib.importing.quoting import counted


def registered(one: Registered) -> str:
    """An address and what it has at the conference."""
    return f"{one.address}: {'; '.join(map(_described, one.registrations))}"


def summary(plan: Plan) -> str:
    """How many addresses the file has, and how many of them may claim."""
    left = f", {counted(len(plan.tally.left_out), 'row')} left out" if plan.tally.left_out else ""
    addresses = counted(len(plan.found), "address", "addresses")
    return f"{addresses}, {plan.confirmed} with a confirmed registration{left}"


def checked_in(one: Registered) -> str:
    """An address and what is recorded of its attendance."""
    return f"{one.address}: {proof_said(proof_of(one.registrations))}"


def summary_of_check_ins(plan: attendance_plan.Plan) -> str:
    """How many addresses the file has check-ins of."""
    people = counted(len(plan.changed) + plan.unchanged, "address", "addresses")
    left = f", {counted(len(plan.tally.left_out), 'row')} left out" if plan.tally.left_out else ""
    return f"{people} with check-ins{left}"


def _described(registration: Registration) -> str:
    days = " ".join(str(day) for day in registration.days) or "all days"
    mode = registration.attendance.value.replace("_", " ")
    parts = (registration.type, mode, days, registration.status.value)
    return ", ".join(part for part in parts if part)
