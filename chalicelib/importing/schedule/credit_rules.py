"""The option `--credit TYPE=all|track:NAME|type:NAME`: sessions that earn their length for a type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.conference import Session
from chalicelib.domain.session_length import counted_length
from chalicelib.importing.problems import refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.schedule.rule import Rule, check_match, rule_from


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One `--credit` option: the sessions meant earn their length for a type."""

    type: str
    rule: Rule


def credit_rules(options: Iterable[str]) -> tuple[CreditRule, ...]:
    """Raises Refused for an option in any other form than the three."""
    rules = []
    for option in options:
        name, equals, rest = option.partition("=")
        if not equals or not name.strip():
            sentence = f"{quoted(option)} must be TYPE=all, TYPE=track:NAME or TYPE=type:NAME."
            raise refused("--credit", "bad_option", sentence)
        rules.append(CreditRule(name.strip().casefold(), rule_from(rest, "--credit")))
    return tuple(rules)


def check_rules(sessions: Sequence[Session], rules: Iterable[CreditRule]) -> None:
    """Raises Refused for a rule that means no session."""
    for each in rules:
        check_match(each.rule, sessions, f"--credit {each.type}=")


def by_rules(
    session: Session, rules: Iterable[CreditRule], no_credit: frozenset[str] = frozenset()
) -> Session:
    """The session with its length for every type that a rule gives it; what a cell says stands.

    `no_credit` are the types of which a cell says that it has none.
    """
    given = dict(session.credits)
    length = counted_length(session)
    added = {each.type: length for each in rules if each.rule.matches(session) and length}
    earned = {name: minutes for name, minutes in (added | given).items() if name not in no_credit}
    return replace(session, credits=tuple(earned.items()))
