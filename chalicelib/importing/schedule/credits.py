"""Minutes of credit types in the column `credits`."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from chalicelib.domain.conference import Session
from chalicelib.domain.credit_type import BUILT_IN, Credits, CreditType
from chalicelib.importing import values
from chalicelib.importing.problems import BadValue, refused
from chalicelib.importing.quoting import listed, quoted

_ENTRY = re.compile(r"\s*([a-z0-9][a-z0-9-]{0,31})\s*[:=]\s*(\S[^:=]*)", re.IGNORECASE)
# Commas, too, where a type follows: “52,5” is a number.
_PARTS = re.compile(r"[;\n|]|,(?=\s*[a-z][a-z0-9-]{0,31}\s*[:=])", re.IGNORECASE)


def credits_of(cell: str) -> Credits:
    """`nbcc:60; ethics:30` as pairs of type and whole minutes; 0 minutes are none. Raises BadValue."""
    return in_whole_minutes(said_of(cell))


def in_whole_minutes(said: Mapping[str, Decimal]) -> Credits:
    """The same of what a cell says: a part of a minute isn't counted."""
    whole = ((name, values.whole_minutes(minutes)) for name, minutes in said.items())
    return tuple((name, minutes) for name, minutes in whole if minutes)


def said_of(cell: str) -> dict[str, Decimal]:
    """The minutes of each type that such a cell names, 0 included. Raises BadValue."""
    found: dict[str, Decimal] = {}
    for part in _PARTS.split(cell):
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
        found[name] = values.contact_minutes(match[2])
    return found


def refuse_unknown(sessions: Iterable[Session], types: Sequence[CreditType], source: str) -> None:
    """Raises Refused where sessions have minutes of a type that the conference does not count."""
    known = [type_.id for type_ in types]
    used = dict.fromkeys(name for session in sessions for name, _ in session.credits)
    for name in used:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = (
            "minutes of the built-in total go into the column contact_minutes."
            if name in BUILT_IN
            else f"did you mean {near[0]}?"
            if near
            else f"it has {listed(known)}."
            if known
            else "add it first: [[credit]] in the settings, or Look in the console. For a new "
            "conference, import the file without credits, then the settings, then the file."
        )
        sentence = f"The conference has no credit type {quoted(name)}; {hint}"
        raise refused(source, "unknown_credit_type", sentence)
