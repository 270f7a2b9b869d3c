"""A person's license, as a board asks for it on the paper. Never a social security number or a birth date."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.domain.limits import LICENSE_LENGTH, MAX_LICENSES
from chalicelib.domain.printable import letters_in_words, unprintable_letters
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text

_SHOWN = 3  # characters of a number that a stranger sees
_BETWEEN = r"[\s.\-\u2010-\u2015\u2212]"  # hyphens and dashes of any kind
_SOCIAL_SECURITY = re.compile(
    rf"(?:SSN\W*)?\d{{3}}{_BETWEEN}\d{{2}}{_BETWEEN}\d{{4}}", re.IGNORECASE
)
_DATE = re.compile(
    rf"\d{{4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
    rf"|[0-3]?\d{_BETWEEN}[0-3]?\d{_BETWEEN}(?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class License:
    """`board` is the board or state, `kind` for instance "LPC"; each has at most 80 characters."""

    board: str
    kind: str
    number: str

    @property
    def id(self) -> str:
        """Names it in a request; it says nothing of the number, and is in no address."""
        joined = chr(0).join((self.board, self.kind, self.number))
        return hashlib.sha256(joined.encode(errors="replace")).hexdigest()[:16]

    @property
    def title(self) -> str:
        """`Texas LPC`."""
        return f"{self.board} {self.kind}"

    @property
    def masked(self) -> str:
        """The number as a stranger sees it: its last three characters, none of a very short one."""
        return "…" + (self.number[-_SHOWN:] if len(self.number) > _SHOWN else "")


def checked_licenses(
    given: Iterable[tuple[str, str, str]],
) -> tuple[tuple[License, ...], list[Problem]]:
    """Licenses of (board, kind, number) as typed, and what is wrong with them; empty rows are left out."""
    licenses: list[License] = []
    problems: list[Problem] = []
    for place, row in enumerate(given):
        board, kind, number = (clean_text(part, LICENSE_LENGTH) for part in row)
        if not (board or kind or number):
            continue
        found = License(board, kind, number)
        problem = _problem(found, licenses)
        if problem is not None:
            problems.append(Problem(f"licenses[{place}].{problem[0]}", problem[1], problem[2]))
        licenses.append(found)
    if len(licenses) > MAX_LICENSES:
        message = f"You can keep up to {MAX_LICENSES} licenses."
        problems.append(Problem("licenses", Code.TOO_MANY, message))
    return tuple(licenses), problems


def _problem(found: License, before: Sequence[License]) -> tuple[str, Code, str] | None:
    for field in ("board", "kind", "number"):
        if not getattr(found, field):
            return field, Code.REQUIRED, "Enter the board or state, the type, and the number."
        if letters := unprintable_letters(getattr(found, field)):
            shown = letters_in_words(letters)
            message = f"Certificates can't print {shown}. Enter it in other letters."
            return field, Code.UNPRINTABLE, message
    if _SOCIAL_SECURITY.fullmatch(found.number):
        message = "This looks like a Social Security number. Enter only your license number."
        return "number", Code.NOT_A_LICENSE, message
    if _DATE.fullmatch(found.number):
        message = "This looks like a date. Enter only your license number."
        return "number", Code.NOT_A_LICENSE, message
    if found in before:
        return "number", Code.DUPLICATE, "This license is listed twice."
    return None
