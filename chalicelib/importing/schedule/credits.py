"""Minutes of credit types: the column `credits`, and `--credit TYPE=all|track:NAME|type:NAME`."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.conference import Session
from chalicelib.domain.credit_type import Credits, CreditType
from chalicelib.importing import values
from chalicelib.importing.clock import minutes_between
from chalicelib.importing.problems import BadValue, refused
from chalicelib.importing.quoting import listed, quoted
from chalicelib.importing.schedule.rule import Rule, check_match, rule_from

_ENTRY = re.compile(r"\s*([a-z0-9][a-z0-9-]{0,31})\s*[:=]\s*(\S[^:=]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One `--credit` option: the sessions meant earn their length for a type."""

    type: str
    rule: Rule


def credits_of(cell: str) -> Credits:
    """`nbcc:60; ethics:30` as pairs of type and whole minutes; 0 minutes are none."""
    found: dict[str, int] = {}
    for part in re.split(r"[;\n|]", cell):
        if not part.strip():
            continue
        match = _ENTRY.fullmatch(part)
        if match is None:
            raise BadValue(
                f"{quoted(part.strip())} must be a credit type and its minutes, such as nbcc:60",
                "credits",
            )
        name = match[1].casefold()
        if name in found:
            raise BadValue(f"{quoted(name)} is named twice", "credits")
        found[name] = values.whole_minutes(values.contact_minutes(match[2]))
    return tuple((name, minutes) for name, minutes in found.items() if minutes)


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


def by_rules(session: Session, rules: Iterable[CreditRule]) -> Session:
    """The session with its length for every type that a rule gives it; what a cell says stands."""
    given = dict(session.credits)
    length = min(minutes_between(session.starts_at, session.ends_at), values.MAX_MINUTES)
    added = {each.type: length for each in rules if each.rule.matches(session) and length}
    return replace(session, credits=tuple((added | given).items()))


def refuse_unknown(sessions: Iterable[Session], types: Sequence[CreditType], source: str) -> None:
    """Raises Refused where sessions have minutes of a type that the conference does not count."""
    known = [type_.id for type_ in types]
    used = dict.fromkeys(name for session in sessions for name, _ in session.credits)
    for name in used:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = (
            f"did you mean {near[0]}?"
            if near
            else f"it has {listed(known)}."
            if known
            else "name it in its settings first, as [[credit]]."
        )
        sentence = f"The conference has no credit type {quoted(name)}; {hint}"
        raise refused(source, "unknown_credit_type", sentence)
