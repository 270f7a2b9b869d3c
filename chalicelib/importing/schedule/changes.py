"""What an import would change: sessions added, changed, moved, withdrawn, and the conference's facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from chalicelib.domain.conference import Conference, Earlier, Session
from chalicelib.domain.credit_type import CreditType
from chalicelib.importing.quoting import quoted

ADDED = ": added by hand"  # how the line of such a session ends
MAX_EARLIER = 20  # of one session; a conference that is moved oftener forgets the oldest
FIELDS = {
    "title": "title",
    "day": "date",
    "starts_at": "start",
    "ends_at": "end",
    "speakers": "speakers",
    "format": "format",
    "contact_minutes": "contact minutes",
    "credits": "credits",
    "types": "registration types",
    "track": "track",
    "kind": "type",
    "room": "room",
}
# How the file calls it, and what was set by hand: kept, and no news to anybody.
_QUIET = ("guid", "source_id", "by_hand")
_WHEN = ("day", "starts_at")


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines to show, by what happens; `unchanged` counts the rest.

    `by_hand` is what stays as organizers set it, although the file has it otherwise.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    unchanged: int = 0
    quiet: bool = False

    @property
    def any(self) -> bool:
        """Whether something would be written."""
        seen = (self.added, self.changed, self.moved, self.replaced, self.returned, self.withdrawn)
        return self.quiet or any(seen)


@dataclass(frozen=True, slots=True)
class Before:
    """What is stored: sessions by id, those withdrawn, and the revision they are of."""

    sessions: tuple[Session, ...] = ()
    withdrawn: tuple[Session, ...] = ()
    revision: int = 0


def between(
    before: Before, fresh: Iterable[Session], replaced: frozenset[str], kept: Iterable[Session]
) -> tuple[tuple[Session, ...], tuple[Session, ...], Changes]:
    """The sessions to store, those to keep as withdrawn, and what that changes.

    `fresh` are the file's, under stored ids; `replaced` the ids that mean another session now, as
    a person said; `kept` the stored ones that the file lacks and that stay.
    """
    active = {session.id: session for session in before.sessions}
    gone = {session.id: session for session in before.withdrawn}
    kept = tuple(kept)
    lines: dict[str, list[str]] = {key: [] for key in Changes.__dataclass_fields__}
    sessions, unchanged, quiet = [], 0, False
    for session in fresh:
        known = active.get(session.id) or gone.get(session.id)
        settled = (
            session if known is None else _remembering(session, known, before.revision, replaced)
        )
        sessions.append(settled)
        kind, line = _line(settled, active.get(session.id), session.id in gone, replaced)
        if kind:
            lines[kind].append(line)
        else:
            unchanged += 1
            quiet = quiet or any(getattr(settled, key) != getattr(known, key) for key in _QUIET)
    staying = {session.id for session in (*sessions, *kept)}
    withdrawn = [s for s in before.sessions if s.id not in staying]
    lines["withdrawn"] = [named(session) for session in withdrawn]
    lines["kept"] = [
        f"{named(one)}{ADDED if one.by_hand and one.by_hand.put_in else ''}" for one in kept
    ]
    told = {key: tuple(found) for key, found in lines.items() if found}
    still_gone = tuple(s for s in before.withdrawn if s.id not in staying)
    return (
        (*sessions, *kept),
        (*withdrawn, *still_gone),
        Changes(**told, unchanged=unchanged, quiet=quiet),
    )


def _line(
    session: Session, known: Session | None, was_gone: bool, replaced: frozenset[str]
) -> tuple[str, str]:
    """What happens to a session ("" is nothing), and the line that says so."""
    if known is None:
        return "returned" if was_gone else "added", f"{named(session)}: {shown(session.starts_at)}"
    differences = _differences(known, session)
    if not differences:
        return "", ""
    kind = "changed"
    if any(getattr(known, key) != getattr(session, key) for key in _WHEN):
        kind = "moved"
    if session.id in replaced:
        kind = "replaced"
    return kind, f"{named(session)}: {differences}"


def _remembering(
    session: Session, known: Session, revision: int, replaced: frozenset[str]
) -> Session:
    """The session with what it was before, where its time or its meaning changed."""
    is_replaced = session.id in replaced
    if not is_replaced and all(getattr(known, key) == getattr(session, key) for key in _WHEN):
        return replace(session, earlier=known.earlier)
    was = Earlier(
        revision, known.title, known.day, known.starts_at, known.ends_at, replaced=is_replaced
    )
    return replace(session, earlier=(*known.earlier, was)[-MAX_EARLIER:])


def of_conference(old: Conference | None, new: Conference) -> tuple[str, ...]:
    """What changes in the conference's own facts and policies, one line a field.

    Of a new one, what differs from a conference nobody has set anything for.
    """
    now = _flat(new)
    if old is None:
        plain = _flat(Conference("", "", "", date.min, date.min))
        return tuple(f"{key}: {shown(now[key])}" for key in now if now[key] != plain[key])
    was = _flat(old)
    return tuple(
        f"{key}: {shown(was[key])} → {shown(now[key])}" for key in now if was[key] != now[key]
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
        "credit types": tuple(map(_credit_type, policies.credit_types)),
        "attendance": "verified" if policies.verified else "reported",
        "recordings": "asked" if policies.asks_live else "by_date",
        "totals": tuple(one.value for one in policies.printed),
        "provider": provider.name,
        "contact": provider.contact,
        "numbers": tuple(f"{number.label} {number.number}" for number in provider.numbers),
        "approval statement": provider.approval_statement,
        "signatory": provider.signatory_name,
        "signatory's role": provider.signatory_role,
        "signature image": provider.signature_image[:12],
        "second signatory": provider.signatory2_name,
        "second signatory's role": provider.signatory2_role,
        "second signature image": provider.signature2_image[:12],
        "seal": provider.seal[:12],
        "logo": provider.logo[:12],
        "paper": provider.paper,
    }


def _differences(old: Session, new: Session) -> str:
    return "; ".join(
        f"{label} {shown(getattr(old, field))} → {shown(getattr(new, field))}"
        for field, label in FIELDS.items()
        if getattr(old, field) != getattr(new, field)
    )


def _credit_type(type_: CreditType) -> str:
    """`nbcc (label NBCC clock hours, increment_minutes 15)`: the settings that say something."""
    facts = {f.name: getattr(type_, f.name) for f in fields(type_)}
    said = [
        f"{key} {str(value)[:40]}"
        for key, value in facts.items()
        if key != "id" and value not in (None, "", False)
    ]
    return f"{type_.id} ({', '.join(said)})"


def named(session: Session) -> str:
    """A session as a line names it."""
    return f"{session.id} {quoted(session.title)}"


def shown(value: object) -> str:
    """A field's value as a line shows it."""
    if isinstance(value, tuple):
        value = [f"{v[0]}:{v[1]}" if isinstance(v, tuple) else v for v in value]
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "none" if value is None or value == "" else str(value)
