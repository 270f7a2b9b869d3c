"""How long something lasts: as planners export it, and as people write it in a spreadsheet."""

import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from enum import Enum

from chalicelib.importing.clock import LONGEST
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

_PARTS = re.compile(r"[0-9]{1,4}(?::[0-9]{1,2}){1,2}")
_FOUR_PARTS = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{2}):([0-9]{2})")
_UNITS = re.compile(
    r"(?:(?P<days>\d{1,3})\s*d(?:ays?)?)?[\s,]*"
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,4})?)\s*h(?:(?:ou)?rs?)?\.?)?[\s,]*(?:and\s+)?"
    r"(?:(?P<minutes>\d{1,5}(?:[.,]\d{1,4})?)\s*m(?:in(?:ute)?s?)?\.?)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.IGNORECASE
)


class Parts(Enum):
    """What three parts are: 1:12:00 as pretalx writes 36 hours, or 00:45:00 with seconds."""

    DAYS = "D:HH:MM"
    SECONDS = "HH:MM:SS"


def parts_of(texts: Iterable[str]) -> Parts:
    """How a file writes durations of three parts: with days, unless one of them cannot be so.

    No day has 45 hours, and nobody writes a day as 01.
    """
    three = [
        text.strip().split(":")
        for text in texts
        if text.count(":") == 2 and _PARTS.fullmatch(text.strip())
    ]
    told = any(int(hours) >= 24 or re.fullmatch("0[0-9]", days) for days, hours, _ in three)
    return Parts.SECONDS if told and all(last == "00" for _, _, last in three) else Parts.DAYS


def of_event(text: str, parts: Parts = Parts.DAYS) -> timedelta:
    """HH:MM or, as pretalx writes what lasts longer than a day, D:HH:MM; at most 24 hours."""
    plain = text.strip()
    if four := _FOUR_PARTS.fullmatch(plain):
        days, hours, minutes, seconds = map(int, four.groups())
        if hours < 24 and minutes < 60 and seconds < 60:
            lasts = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
            return _bounded(lasts, text)
    if re.search("[a-z]", plain, re.IGNORECASE) and (found := _in_units(plain)) is not None:
        return _bounded(found, text)
    if _PARTS.fullmatch(plain):
        numbers = [int(part) for part in plain.split(":")]
        if len(numbers) == 3 and parts is Parts.SECONDS:
            numbers.pop()
        days, hours, minutes = [0, *numbers] if len(numbers) == 2 else numbers
        if minutes < 60 and (len(numbers) == 2 or hours < 24):
            return _bounded(timedelta(days=days, hours=hours, minutes=minutes), text)
    raise BadValue(f"{quoted(text)} isn't a duration (HH:MM)", "duration")


def of_cell(text: str) -> timedelta:
    """`90`, `90 min`, `1.5 hours`, `1h 30m`, `1:30`, `1:30:00` or PT1H30M; at most 24 hours."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,5}(?:[.,]\d{1,4})?", plain):
        return _bounded(timedelta(minutes=_number(plain)), text)
    if _PARTS.fullmatch(plain):
        hours, minutes, seconds = [int(part) for part in f"{plain}:0".split(":")[:3]]
        if minutes < 60 and seconds < 60:
            return _bounded(timedelta(hours=hours, minutes=minutes, seconds=seconds), text)
    if (found := _in_units(plain)) is not None:
        return _bounded(found, text)
    raise BadValue(f"{quoted(text)} isn't a duration (such as 50 min or 1:30)", "duration")


def _in_units(plain: str) -> timedelta | None:
    """PT1H30M, `90 min`, `1.5 hours`; None for anything else."""
    if (match := _ISO.fullmatch(plain)) and any(match.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if (match := _UNITS.fullmatch(plain)) and any(match.groups()):
        return timedelta(
            days=int(match["days"] or 0),
            hours=_number(match["hours"] or "0"),
            minutes=_number(match["minutes"] or "0"),
        )
    return None


def _number(text: str) -> float:
    return float(Decimal(text.replace(",", ".")))


def _bounded(found: timedelta, text: str) -> timedelta:
    if found > LONGEST:
        raise BadValue(
            f"{quoted(text)} is longer than 24 hours; split the session by day", "too_long"
        )
    return found
