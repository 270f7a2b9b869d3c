"""Single values from files and options: each parser returns the value or raises BadValue, whose
message quotes what was found and says what is expected.
"""

import re
from decimal import ROUND_DOWN, Decimal
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from chalicelib.domain.limits import MAX_MINUTES
from chalicelib.domain.text import clean_text
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

_NUMBER = re.compile(
    r"([0-9]{1,5})(?:[.,]([0-9]{1,6}))?\s*(?:m|min|mins|minutes?)?\.?", re.IGNORECASE
)
_NOT_ZONES = {"localtime", "Factory", "posixrules"}
_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0", ""}


def contact_minutes(text: str) -> Decimal:
    """Minutes of credit, 0 (none) to 1440, as a spreadsheet writes them (`60`, `60.0`, `52,5`)."""
    match = _NUMBER.fullmatch(text.strip())
    if match:
        whole, fraction = match.groups()
        if "," in text and fraction and len(fraction) == 3:
            whole, fraction = whole + fraction, None  # 1,440
        found = Decimal(f"{whole}.{fraction or 0}")
        if found <= MAX_MINUTES:
            return found
    raise BadValue(f"{quoted(text)} isn't a number of minutes from 0 to {MAX_MINUTES}", "minutes")


def whole_minutes(minutes: Decimal) -> int:
    """Whole minutes, down: credit is never rounded up."""
    return int(minutes.to_integral_value(ROUND_DOWN))


def yes_or_no(text: str) -> bool:
    """yes or no, true or false, 1 or 0; empty is no."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(f"{quoted(text)} must be yes or no", "unknown_word")


def names(text: str, limit: int) -> tuple[str, ...]:
    """Names separated by semicolons or line breaks, cleaned, without empty or repeated ones."""
    cleaned = (clean_text(part, limit) for part in re.split(r"[;\n|]", text))
    return tuple(dict.fromkeys(name for name in cleaned if name))


def is_time_zone(name: str) -> bool:
    """Whether it is an IANA time zone's name; looks for no other that was meant."""
    return name in _zones()


def time_zone(name: str) -> ZoneInfo:
    """An IANA time zone by its name."""
    if name in _zones():
        return ZoneInfo(name)
    import difflib  # for a zone that is misspelled alone

    near = difflib.get_close_matches(name[:100], sorted(_zones()), n=1)
    hint = f"did you mean {near[0]}?" if near else "use a name such as America/Chicago"
    raise BadValue(f"{quoted(name)} isn't an IANA time zone ({hint})", "time_zone")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_ZONES)
