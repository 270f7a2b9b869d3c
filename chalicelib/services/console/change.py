"""Settings of a conference that exists, checked by the rules of `settings.toml`, saved by revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.problem import Problem
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.services.audit.record import recording
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference

__all__ = ["Asked", "StoredConference", "change", "stored_conference", "wanted"]

if TYPE_CHECKING:
    from chalicelib.importing.settings.check import Wanted

_CHANGED = (
    "Someone else changed this conference while you had the page open. Nothing was saved. "
    "What you entered is still here."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings by their names in `settings.toml`, and images by digest; what is left out stays.

    `revision` is the one that the page showed; `action` is the audit's word for it.
    """

    action: str
    revision: int
    values: Mapping[str, Any]
    images: Mapping[str, str] = field(default_factory=dict)


def stored_conference(conference_id: str) -> StoredConference:
    """The conference as it is now. Raises NotFound."""
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    return stored


def wanted(stored: StoredConference, asked: Asked) -> "Wanted":
    """What would be stored. Raises Invalid, which names each setting as `settings.toml` does."""
    # pydantic, which a cold start does without.
    from chalicelib.importing.problems import Findings, Refused
    from chalicelib.importing.settings import check

    findings = Findings("settings")
    try:
        return check.wanted(stored, check.checked(asked.values, findings), asked.images, findings)
    except Refused as refused:
        problems = [Problem(one.place, one.code, one.sentence) for one in refused.findings]
        raise Invalid(problems) from None


def change(stored: StoredConference, asked: Asked, by: By, now: datetime) -> tuple[str, ...]:
    """Save it over what was read; what changed, a line each, none where it was so already.

    Raises Invalid, and Conflict where somebody else changed the conference meanwhile: then
    `extra["lines"]` says what saving now would change.
    """
    plan = wanted(stored, asked)
    if stored.revision != asked.revision:
        raise Conflict(_CHANGED, extra={"lines": plan.lines})
    if not plan.lines:
        return ()
    facts = {"changes": "; ".join(plan.lines)}
    with recording(Act(conference_scope(stored.conference.id), asked.action, facts=facts), by, now):
        try:
            conferences.save(
                plan.conference,
                plan.sessions,
                expected_revision=stored.revision,
                withdrawn=plan.withdrawn,
            )
        except Conflict:
            raise Conflict(_CHANGED, extra={"lines": plan.lines}) from None
    return plan.lines
