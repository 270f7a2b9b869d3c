"""Which sessions carry credit: `--eligible all`, `track:NAME`, `type:NAME`; none without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chalicelib.domain.conference import Session
from ops.problems import refused
from ops.schedule.draft import Draft
from ops.values import MAX_MINUTES, minutes_between, quoted

_LISTED = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """One `--eligible` option: `field` is "all", "track" or "type"."""

    field: str
    name: str = ""

    def matches(self, session: Session) -> bool:
        """Whether the option means this session."""
        return self.field == "all" or _label(self.field)(session).casefold() == self.name.casefold()


def rules_from(options: Iterable[str]) -> tuple[Rule, ...]:
    """Raises BadInput for an option that is none of the three forms."""
    return tuple(_rule(option) for option in options)


def _rule(option: str) -> Rule:
    field, _, name = option.partition(":")
    field, name = field.strip().casefold(), " ".join(name.split())
    if (field == "all" and not name) or (field in ("track", "type") and name):
        return Rule(field, name)
    raise refused("--eligible", f"{quoted(option)} is none of all, track:NAME and type:NAME")


def with_credit(draft: Draft, rules: Iterable[Rule]) -> tuple[Session, ...]:
    """The sessions with contact minutes from their duration, where a rule means them.

    Minutes the file gives stand as they are. Raises BadInput for a rule that means no session.
    """
    rules = tuple(rules)
    for rule in rules:
        if not any(rule.matches(session) for session in draft.sessions):
            raise refused(f"--eligible {rule.field}:{rule.name}", _no_match(rule, draft.sessions))
    return tuple(
        session
        if session.id in draft.explicit or not any(rule.matches(session) for rule in rules)
        else replace(session, contact_minutes=_whole_minutes(session))
        for session in draft.sessions
    )


def _whole_minutes(session: Session) -> int:
    return min(minutes_between(session.starts_at, session.ends_at), MAX_MINUTES)


def _label(field: str) -> Callable[[Session], str]:
    return (lambda session: session.track) if field == "track" else (lambda session: session.kind)


def _no_match(rule: Rule, sessions: Iterable[Session]) -> str:
    there = sorted({_label(rule.field)(session) for session in sessions} - {""})
    if not there:
        return f"no session of the file has a {rule.field}"
    more = f" and {len(there) - _LISTED} more" if len(there) > _LISTED else ""
    listed = ", ".join(quoted(name) for name in there[:_LISTED])
    return f"no session has this {rule.field}; the file has {listed}{more}"
