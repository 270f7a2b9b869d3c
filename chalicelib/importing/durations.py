"""How long something lasts: as planners export it, and as people write it in a spreadsheet."""

import re
from datetime import timedelta
from decimal import Decimal

from chalicelib.importing.clock import LONGEST
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

_PARTS = re.compile(r"[0-9]{1,4}(?::[0-9]{1,2}){1,2}")
_UNITS = re.compile(
    r"(?:(?P<days>\d{1,3})\s*d(?:ays?)?)?[\s,]*"
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,4})?)\s*h(?:(?:ou)?rs?)?\.?)?[\s,]*(?:and\s+)?"
    r"(?:(?P<minutes>\d{1,5}(?:[.,]\d{1,4})?)\s*m(?:in(?:ute)?s?)?\.?)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.IGNORECASE
)


def of_event(text: str) -> timedelta:
    """HH:MM or, as pretalx writes what lasts longer than a day, D:HH:MM; at most 24 hours."""
    if _PARTS.fullmatch(text.strip()):
        parts = [int(part) for part in text.strip().split(":")]
        days, hours, minutes = [0, *parts] if len(parts) == 2 else parts
        if minutes < 60 and (len(parts) == 2 or hours < 24):
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
    if (match := _ISO.fullmatch(plain)) and any(match.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return _bounded(timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds), text)
    if (match := _UNITS.fullmatch(plain)) and any(match.groups()):
        found = timedelta(
            days=int(match["days"] or 0),
            hours=_number(match["hours"] or "0"),
            minutes=_number(match["minutes"] or "0"),
        )
        return _bounded(found, text)
    raise BadValue(f"{quoted(text)} isn't a duration (such as 50 min or 1:30)", "duration")


def _number(text: str) -> float:
    return float(Decimal(text.replace(",", ".")))


def _bounded(found: timedelta, text: str) -> timedelta:
    if found > LONGEST:
        raise BadValue(
            f"{quoted(text)} is longer than 24 hours; split the session by day", "too_long"
        )
    return found
