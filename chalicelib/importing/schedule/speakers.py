"""Who speaks, as exports write it: in a line of the description, with degrees and addresses."""

import re

from chalicelib.domain.limits import MAX_SPEAKERS
from chalicelib.importing.plain_text import plain

_LINE = re.compile(
    r"^(?:speaker|presenter|panelist|facilitator|presented by)(?:s|\(s\))?[ \t]*:[ \t]*(?P<names>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_BETWEEN = re.compile(r"\s*[;,]\s*|\s+and\s+|\s+&\s+")
# “PhD”, “LPC-S”, “Ed.D.”, “Jr.”: what follows a comma after a name and is none.
_DEGREE = re.compile(r"(?:[A-Z][\w.-]*[A-Z][\w.-]*|[A-Z]\.[\w.]*|[JS]r\.?|M\.?Ed\.?|Psy\.?D\.?)")
_ADDRESS = re.compile(r"\s*[(<\[]\s*(?:mailto:)?[^\s@()<>\[\]]+@[^\s@()<>\[\]]+\s*[)>\]]")
_NOBODY = re.compile(
    r"(?:tb[adc]|t\.b\.[ad]\.|to be (?:announced|determined|confirmed)|n/?a|none|-+|–|—)\W*",
    re.IGNORECASE,
)
_NAME_LENGTH, _NAMES_BELOW = 60, 20
_LISTED = 2 * MAX_SPEAKERS  # in one line: far more than are kept, and a hostile line ends there


def named_in(description: str) -> list[str]:
    """Names from a line such as “Speaker: Pat Doe”, or from those below “Speakers:”."""
    text = plain(description)
    found = _LINE.search(text)
    if found is None:
        return []
    if found["names"].strip():
        return _with_degrees(_BETWEEN.split(found["names"].strip(), _LISTED)[:_LISTED])
    below = text[found.end() :].lstrip("\r\n").split("\n\n")[0].strip().split("\n")
    fits = len(below) <= _NAMES_BELOW and all(len(line) <= _NAME_LENGTH for line in below)
    return [line.lstrip("-•* ") for line in below] if fits else []


def a_name(text: str) -> str:
    """A name without the address that Whova puts after it; "" for one that says nobody yet."""
    name = _ADDRESS.sub("", text) if "@" in text else text
    return "" if _NOBODY.fullmatch(name.strip()) else name


def _with_degrees(parts: list[str]) -> list[str]:
    names: list[str] = []
    for part in parts:
        if names and _DEGREE.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names
