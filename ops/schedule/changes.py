"""What an import would change: sessions new, changed, gone from the file, and the conference's facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.conference import Conference, Session
from ops.values import quoted

_FIELDS = {
    "title": "title",
    "day": "date",
    "starts_at": "start",
    "ends_at": "end",
    "speakers": "speakers",
    "format": "format",
    "contact_minutes": "contact minutes",
    "types": "registration types",
    "track": "track",
    "kind": "type",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines to show, by what happens; `unchanged` counts the rest."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: int

    @property
    def any(self) -> bool:
        """Whether something would be written."""
        return bool(self.added or self.changed or self.removed)


def between(
    old: Iterable[Session], new: Iterable[Session], *, prune: bool
) -> tuple[tuple[Session, ...], Changes]:
    """The schedule to store and what that changes.

    A stored session that the file lacks stays as it is, unless `prune` removes it.
    """
    before = {session.id: session for session in old}
    after = {session.id: session for session in new}
    gone = [session for session in before.values() if session.id not in after]
    names = tuple(_named(session) for session in gone)
    changed = {
        session.id: differences
        for session in after.values()
        if session.id in before and (differences := _differences(before[session.id], session))
    }
    changes = Changes(
        added=tuple(_named(session) for session in after.values() if session.id not in before),
        changed=tuple(f"{_named(after[key])}: {what}" for key, what in changed.items()),
        removed=names if prune else (),
        kept=() if prune else names,
        unchanged=sum(key in before and key not in changed for key in after),
    )
    return (*after.values(), *(() if prune else gone)), changes


def of_conference(old: Conference | None, new: Conference) -> tuple[str, ...]:
    """What changes in the conference's own facts and policies, one line a field.

    Of a new one, what differs from a conference nobody has set anything for.
    """
    now = _flat(new)
    if old is None:
        plain = _flat(Conference("", "", "", date.min, date.min))
        return tuple(f"{key}: {_shown(now[key])}" for key in now if now[key] != plain[key])
    was = _flat(old)
    return tuple(
        f"{key}: {_shown(was[key])} → {_shown(now[key])}" for key in now if was[key] != now[key]
    )


def _flat(conference: Conference) -> Mapping[str, object]:
    policies, provider = conference.policies, conference.provider
    return {
        "name": conference.name,
        "place": conference.location,
        "time zone": conference.time_zone,
        "first day": conference.starts_on,
        "last day": conference.ends_on,
        "limits by type": policies.limit_by_type,
        "limits by days": policies.limit_by_days,
        "virtual may claim in person": policies.virtual_may_claim_in_person,
        "overlaps": policies.overlap,
        "deadline": policies.deadline,
        "hours, places": policies.rounding.hours_places,
        "CEUs, places": policies.rounding.ceus_places,
        "increment, minutes": policies.rounding.increment_minutes,
        "provider": provider.name,
        "contact": provider.contact,
        "numbers": tuple(f"{number.label} {number.number}" for number in provider.numbers),
        "approval statement": provider.approval_statement,
        "signatory": provider.signatory_name,
        "signatory's role": provider.signatory_role,
        "signature image": provider.signature_image[:12],
        "logo": provider.logo[:12],
        "paper": provider.paper,
    }


def _differences(old: Session, new: Session) -> str:
    return "; ".join(
        f"{label} {_shown(getattr(old, field))} → {_shown(getattr(new, field))}"
        for field, label in _FIELDS.items()
        if getattr(old, field) != getattr(new, field)
    )


def _named(session: Session) -> str:
    return f"{session.id} {quoted(session.title)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None or value == "" else str(value)
