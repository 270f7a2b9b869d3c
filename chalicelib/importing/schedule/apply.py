"""Writing a planned schedule: one transaction, so that it is the old one or the new one."""

from collections.abc import Callable

from chalicelib.importing.problems import refused
from chalicelib.importing.schedule.planned import Plan
from chalicelib.store.claims import conferences
from chalicelib.store.transactions import Transaction


def apply(plan: Plan, source: str, more: Callable[[Transaction], None] | None = None) -> int:
    """Store the plan where it changes anything; returns the revision that is stored then.

    `more` adds what is to be written with it, or alone where nothing changes.

    Raises Refused when the sessions are too much text, Conflict when the conference was changed
    after the plan was made.
    """
    if not plan.changes_anything:
        if more is not None:
            with Transaction() as transaction:
                more(transaction)
        return plan.revision
    try:
        return conferences.save(
            plan.conference,
            plan.sessions,
            expected_revision=plan.revision,
            withdrawn=plan.withdrawn,
            more=more,
        )
    except conferences.ScheduleTooLarge:
        raise refused(
            source,
            "too_much_text",
            "The sessions have more text than one conference can hold. Shorten the titles.",
        ) from None
