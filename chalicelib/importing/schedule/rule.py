"""Which sessions an option means: `all`, `track:NAME` or `type:NAME`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.domain.conference import Session
from chalicelib.importing.problems import refused
from chalicelib.importing.quoting import listed, quoted


@dataclass(frozen=True, slots=True)
class Rule:
    """Sessions as an option means them: `field` is "all", "track" or "type"."""

    field: str
    name: str = ""

    def matches(self, session: Session) -> bool:
        """Whether the option means this session."""
        return self.field == "all" or _label(self.field)(session).casefold() == self.name.casefold()


def rule_from(text: str, option: str) -> Rule:
    """Raises Refused, naming the option, for any other form than the three."""
    field, _, name = text.partition(":")
    field, name = field.strip().casefold(), " ".join(name.split())
    if (field == "all" and not name) or (field in ("track", "type") and name):
        return Rule(field, name)
    raise refused(option, "bad_option", f"{quoted(text)} must be all, track:NAME or type:NAME.")


def check_match(rule: Rule, sessions: Sequence[Session], option: str) -> None:
    """Raises Refused for a rule that means no session; `option` is what stands before it."""
    if any(rule.matches(session) for session in sessions):
        return
    there = sorted({_label(rule.field)(session) for session in sessions} - {""})
    sentence = (
        f"No session has this {rule.field}; the file has {listed(there)}."
        if there
        else f"No session of the file has a {rule.field}."
    )
    raise refused(f"{option}{rule.field}:{rule.name}", "no_match", sentence)


def _label(field: str) -> Callable[[Session], str]:
    return (lambda session: session.track) if field == "track" else (lambda session: session.kind)
