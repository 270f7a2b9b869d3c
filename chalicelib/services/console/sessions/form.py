"""A session as a form has it, and what is changed in it: by the rules that a row of a file is read by."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from chalicelib.domain.attended_on import after_midnight
from chalicelib.domain.conference import Conference, Session
from chalicelib.domain.credit_type import CreditType, minutes_of
from chalicelib.domain.limits import LABEL_LENGTH, MAX_SPEAKERS, SPEAKER_LENGTH, TITLE_LENGTH
from chalicelib.domain.printable import letters_in_words, unprintable_letters
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text
from chalicelib.errors import Invalid
from chalicelib.importing import values
from chalicelib.importing.problems import BadValue, Finding

Values = Mapping[str, str]
CREDIT = "credit."  # what the fields of credit types begin with
_TIMES = ("date", "starts_at", "night", "ends_at", "next_day")
_PLAIN = ("title", "speakers", "format", "contact_minutes", "types", "track", "kind", "room")
_WORDS = {"title": "title", "track": "track", "kind": "kind", "room": "room"}
_LIMITS = {"title": TITLE_LENGTH, "track": LABEL_LENGTH, "kind": LABEL_LENGTH, "room": LABEL_LENGTH}
_ATTRIBUTES = {name: (name,) for name in _PLAIN} | dict.fromkeys(
    _TIMES, ("day", "starts_at", "ends_at")
)
_EMPTY = {
    "title": "Enter a title.",
    "date": "Enter the conference day.",
    "starts_at": "Enter when it starts.",
    "ends_at": "Enter when it ends.",
}


def fields_of(conference: Conference) -> tuple[str, ...]:
    """The form's fields for a conference: one for each of its credit types among them."""
    types = conference.policies.credit_types
    return (*_PLAIN, *_TIMES, *(f"{CREDIT}{type_.id}" for type_ in types))


def as_typed(session: Session, types: Iterable[CreditType]) -> dict[str, str]:
    """The session as the form shows it."""
    return {
        "title": session.title,
        "date": session.day.isoformat(),
        "starts_at": f"{session.starts_at:%H:%M}",
        "night": "yes" if after_midnight(session) else "",
        "ends_at": f"{session.ends_at:%H:%M}",
        "next_day": "yes" if session.ends_at.date() > session.starts_at.date() else "",
        "speakers": "\n".join(session.speakers),
        "format": session.format.value,
        "contact_minutes": str(session.contact_minutes),
        "types": "\n".join(session.types),
        "track": session.track,
        "kind": session.kind,
        "room": session.room,
        **{f"{CREDIT}{one.id}": str(minutes_of(session.credits, one.id)) for one in types},
    }


def read(typed: Values, conference: Conference, session_id: str) -> Session:
    """A whole session from a form. Raises Invalid naming each field."""
    # The rules of a file's rows, which pages that read none begin without.
    from chalicelib.importing.schedule import sheet

    problems = [*_length_problems(typed), *_speaker_problems(typed["speakers"])]
    cells = {name: typed[name] for name in _PLAIN} | _times(typed)
    cells["credits"] = _credits(typed, conference, problems)
    session, findings = sheet.typed(cells, conference.zone)
    named = {problem.field for problem in problems}
    problems += [_problem(one) for one in findings.problems if _field_of(one) not in named]
    if problems or session is None:
        raise Invalid(problems)
    # A form gives no id of its own: what a file calls it stays the file's.
    return replace(session, id=session_id)


def attributes_of(fields: Iterable[str]) -> set[str]:
    """What of a session these fields of the form are about."""
    found: set[str] = set()
    for name in fields:
        found |= {"credits"} if name.startswith(CREDIT) else set(_ATTRIBUTES[name])
    return found


def _times(typed: Values) -> dict[str, str]:
    """The cells of its times; what lies in the night after, or ends the next day, has its date said."""
    cells = {name: typed[name] for name in ("date", "starts_at", "ends_at")}
    try:
        day = date.fromisoformat(typed["date"])
    except ValueError:
        return cells
    starts_on = day + timedelta(days=1) if typed["night"] else day
    if typed["night"] and typed["starts_at"]:
        cells["starts_at"] = f"{starts_on} {typed['starts_at']}"
    if typed["next_day"]:
        cells["end_date"] = str(starts_on + timedelta(days=1))
    return cells


def _credits(typed: Values, conference: Conference, problems: list[Problem]) -> str:
    found = []
    for type_ in conference.policies.credit_types:
        field = f"{CREDIT}{type_.id}"
        try:
            minutes = values.whole_minutes(values.contact_minutes(typed[field] or "0"))
        except BadValue as problem:
            problems.append(Problem(field, problem.code, f"{problem}."))
            continue
        found.append(f"{type_.id}:{minutes}")
    return "; ".join(found)


def _length_problems(typed: Values) -> list[Problem]:
    found = []
    for field, most in _LIMITS.items():
        cleaned = clean_text(typed[field], most + 2)  # a space at the end goes
        if len(cleaned) > most:
            message = f"Its {_WORDS[field]} has more than {most} characters. Shorten it."
            found.append(Problem(field, Code.TOO_LONG, message))
        elif message := _unprintable(cleaned):
            found.append(Problem(field, Code.UNPRINTABLE, message))
    return found


def _speaker_problems(text: str) -> list[Problem]:
    names = values.names(text, SPEAKER_LENGTH + 1)
    if len(names) > MAX_SPEAKERS:
        message = f"A session has at most {MAX_SPEAKERS} speakers."
        return [Problem("speakers", Code.TOO_MANY, message)]
    if any(len(name) > SPEAKER_LENGTH for name in names):
        message = f"A speaker's name has at most {SPEAKER_LENGTH} characters. Shorten it."
        return [Problem("speakers", Code.TOO_LONG, message)]
    message = _unprintable(" ".join(names))
    return [Problem("speakers", Code.UNPRINTABLE, message)] if message else []


def _unprintable(cleaned: str) -> str:
    """Rule 10: whole, or refused where it is entered, its letters named."""
    letters = unprintable_letters(cleaned)
    if not letters:
        return ""
    shown = letters_in_words(letters)
    return f"Certificates can't print {shown}. Enter it in other letters."


def _field_of(finding: Finding) -> str:
    _, _, column = finding.place.rpartition("column ")
    return {"end_date": "ends_at"}.get(column, column)


def _problem(finding: Finding) -> Problem:
    field = _field_of(finding)
    said = _EMPTY.get(field, "") if finding.code == "empty_cell" else ""
    if field == "format":
        said = "Choose in person, virtual or both."
    return Problem(field, finding.code, said or finding.sentence)
