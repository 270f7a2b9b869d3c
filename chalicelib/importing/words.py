"""Words of other programs for what we call otherwise: alike in every importer."""

import re
from typing import TypeVar

from chalicelib.domain.conference import Format
from chalicelib.domain.registration import Attendance, RegistrationStatus
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

Meaning = TypeVar("Meaning")


def _words(text: str, meaning: Meaning) -> dict[str, Meaning]:
    return {word.strip(): meaning for word in text.split("|")}


_IN_PERSON = (
    "in person | inperson | onsite | on site | face to face | f2f | live | physical | in person only"
    " | live in person"
)
_VIRTUAL = (
    "virtual | online | on demand | ondemand | remote | recorded | recording | webinar | livestream"
    " | live stream | streaming | virtual only | online only | live online | prerecorded"
    " | pre recorded | virtually | zoom | via zoom"
)
_HYBRID = (
    "hybrid | both | mixed | in person and virtual | in person and online | onsite and online"
    " | online and onsite | virtual and in person | in person virtual"
)
_FORMATS = (
    _words(_IN_PERSON, Format.IN_PERSON)
    | _words(_VIRTUAL, Format.VIRTUAL)
    | _words(_HYBRID, Format.HYBRID)
)
# Who may attend in person may also watch: both is in person.
_ATTENDANCE = (
    _words(_IN_PERSON, Attendance.IN_PERSON)
    | _words(_VIRTUAL, Attendance.VIRTUAL)
    | _words(_HYBRID, Attendance.IN_PERSON)
)
_SAID = re.compile(r"^(?:(?:yes|i|we|will|be|am|plan|to|attend(?:ing)?|join(?:ing)?) )+")
_STATUS = _words(
    "confirmed | attending | attended | registered | accepted | approved | paid | p | complete"
    " | completed | checked in | active | valid | going | yes | free order | manual",
    RegistrationStatus.CONFIRMED,
) | _words(
    "cancelled | canceled | c | refunded | not attending | declined | deleted | transferred"
    " | cancelled refunded | refunded canceled | refunded cancelled | void | voided | no | rejected"
    " | withdrawn | expired | e | abandoned",
    RegistrationStatus.CANCELLED,
)


def a_format(text: str) -> Format:
    """How a session was offered, by our word or another program's."""
    return _meaning(text, _FORMATS, "format", "in_person, virtual or hybrid", "virtual")


def an_attendance(text: str) -> Attendance:
    """How a registration lets its holder attend."""
    return _meaning(text, _ATTENDANCE, "attendance", "in_person or virtual", "virtual")


def a_status(text: str) -> RegistrationStatus:
    """Whether a registration is confirmed. What is pending is neither: a person has to say."""
    return _meaning(text, _STATUS, "status", "confirmed or cancelled", "confirmed")


def _meaning(
    text: str, words: dict[str, Meaning], column: str, expected: str, example: str
) -> Meaning:
    whole, without_aside = _plain(text), _plain(re.sub(r"\(.*?\)", " ", text))
    for plain in (whole, without_aside, _SAID.sub("", without_aside)):
        if plain in words:
            return words[plain]
    shown = quoted(text)
    word = text.strip() if len(text) < 40 and text.isprintable() else "WORD"
    option = f"{column}:{word}={example}"
    raise BadValue(
        f"{shown} must be {expected}; if it means one of these, say so with --value "
        + (f'"{option}"' if " " in word else option),
        "unknown_word",
    )


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", text.casefold())).strip()
