"""Times of day, moments and durations: 12 and 24 hours, time ranges, and what daylight saving does."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.importing.dates import YEARS, DateOrder, a_date
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted

LONGEST = timedelta(hours=24)
_CELL = 100  # characters; a longer cell holds no date and no time
_HALF = r"(?:\s*([ap])\.?\s?m\.?)?"
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?" + _HALF, re.IGNORECASE)
_ONLY_HALF = re.compile(r"(\d{1,2}(?::\d{2})?)\s?([ap])", re.IGNORECASE)  # 9:00A
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")  # 0900
_WORDS = {"noon": "12:00", "12 noon": "12:00", "midnight": "00:00", "12 midnight": "00:00"}
_LAST_TIME = re.compile(
    r"(?P<date>.*?)(?:\s+|,\s*|T|\s+at\s+)"
    r"(?P<time>\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?:\s*[ap]\.?\s?m\.?)?|\d{1,2}\s*[ap]\.?\s?m\.?|noon)",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    r"(?P<time>\d{1,2}(?::\d{2}){1,2}(?:\s*[ap]\.?\s?m\.?)?|\d{1,2}\s*[ap]\.?\s?m\.?)"
    r"(?:,\s*|\s+on\s+|\s+)(?P<date>\d.*\d{2}|[A-Z].*\d{4})",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s+\(?(?!(?:AM|PM|NOON)\b)([A-Z]{2,5})\)?$")
_DASH = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_START = re.compile(r"(?:^|[\sT,])\d{1,2}(?::\d{2}){0,2}(?:\s*[ap]\.?\s?m\.?)?$", re.IGNORECASE)
_GENERIC = {"ET": "E", "CT": "C", "MT": "M", "PT": "P", "AKT": "A", "HT": "H"}


def time_of_day(text: str) -> tuple[time, int]:
    """A time of day in 12 or 24 hours, and the days it adds: `24:00` is 00:00 a day later."""
    plain = _WORDS.get(text.strip().casefold(), text.strip())
    plain = _FOUR_DIGITS.sub(r"\1:\2", plain) if len(plain) == 4 else plain
    plain = _ONLY_HALF.sub(r"\1 \2m", plain) if _ONLY_HALF.fullmatch(plain) else plain
    match = _TIME.fullmatch(plain)
    if match is None or not (match[2] or match[4]):
        raise _no_time(text)
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if (hour, minute, second) == (24, 0, 0) and not match[4]:
        return time(0), 1
    if match[4] and hour <= 12:
        if hour == 0:
            raise _no_time(text)
        hour = hour % 12 + (12 if match[4].casefold() == "p" else 0)
    try:
        return time(hour, minute, second), 0
    except ValueError:
        raise _no_time(text) from None


def _no_time(text: str) -> BadValue:
    return BadValue(f"{quoted(text)} isn't a time of day (such as 14:30 or 2:30 PM)", "time")


def on_day(day: date, text: str, zone: ZoneInfo) -> datetime:
    """A time of day on `day`, in `zone`."""
    plain = _without_zone(text, zone, day)
    clock, later = time_of_day(plain)
    return local_moment(day + timedelta(days=later), clock, zone)


def moment(text: str, zone: ZoneInfo, order: DateOrder | None = None) -> datetime:
    """A date and time, in `zone`; without an offset it is the zone's own time."""
    text = text.strip()
    found = _iso(text)
    if found is not None:
        if found.year not in YEARS:
            a_date(text[:10])
        if found.tzinfo is not None:
            return found.astimezone(zone)
        return local_moment(found.date(), found.time(), zone)
    match = _dated(text)
    if match is None:
        raise BadValue(
            f"{quoted(text)} isn't a date and time (such as 2026-07-11 09:00)", "date_and_time"
        )
    day = a_date(match["date"].strip().rstrip(","), order)
    clock, later = time_of_day(_without_zone(match["time"] + _split_zone(text)[1], zone, day))
    return local_moment(day + timedelta(days=later), clock, zone)


def _iso(text: str) -> datetime | None:
    if len(text) <= len("2024-12-27") or not re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def has_date(text: str) -> bool:
    """Whether a cell holds a date besides its time."""
    text = text.strip()
    return len(text) <= _CELL and (_iso(text) is not None or _dated(text) is not None)


def _dated(text: str) -> re.Match[str] | None:
    """A date and a time in a cell, in either order, with or without the zone's abbreviation."""
    plain = _ZONE.sub("", text)
    return _LAST_TIME.fullmatch(plain) or _TIME_FIRST.fullmatch(plain)


def span(text: str) -> tuple[str, str]:
    """A joint cell such as `9:00 – 10:30 AM` as its start and end; raises BadValue for one time."""
    dashes = _DASH.finditer(text.strip()) if len(text) <= _CELL else ()
    for match in reversed(list(dashes)):
        start, end = text.strip()[: match.start()].strip(), text.strip()[match.end() :].strip()
        (first, its_zone), (last, zone) = _split_zone(start), _split_zone(end)
        if _START.search(first) and (_TIME.fullmatch(last) or has_date(last)):
            first, last = _with_half(first, last)
            return f"{first}{its_zone}", f"{last}{zone}"
    raise BadValue(f"{quoted(text)} isn't a start and an end (such as 9:00 AM - 10:00 AM)", "span")


def _with_half(start: str, end: str) -> tuple[str, str]:
    """`9:00 - 10:30 AM`: the start takes the end's half of the day, or the one before it."""
    half = re.search(r"([ap])\.?\s?m\.?$", end, re.IGNORECASE)
    if half is None or re.search(r"[ap]\.?\s?m\.?$", start, re.IGNORECASE):
        return start, end
    last = re.search(r"\d{1,2}(:\d{2})?$", start)
    if last is None or int(last.group().split(":")[0]) > 12:
        return start, end
    same, _ = time_of_day(f"{last.group()} {half.group(1)}m")
    ends, _ = time_of_day(
        re.sub(r"^.*?(\d{1,2}(:\d{2})?\s*[ap]\.?\s?m\.?)$", r"\1", end, flags=re.I)
    )
    other = "a" if half.group(1).casefold() == "p" and same > ends else half.group(1)
    return f"{start} {other}m", end


def local_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A wall-clock time in `zone`, the first of two where clocks go back; a skipped one is refused."""
    found = datetime.combine(day, clock, zone)
    if found.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != found.replace(tzinfo=None):
        raise BadValue(
            f"{clock:%H:%M} on {day} doesn't exist in {zone}: clocks go forward then",
            "skipped_hour",
        )
    return found


def happens_twice(found: datetime) -> bool:
    """Whether the clock shows this time twice that night, because clocks go back."""
    return found.replace(fold=0).utcoffset() != found.replace(fold=1).utcoffset()


def plus(start: datetime, lasts: timedelta) -> datetime:
    """`lasts` of elapsed time after `start`, also where the clocks change in between."""
    return (start.astimezone(UTC) + lasts).astimezone(start.tzinfo)


def _split_zone(text: str) -> tuple[str, str]:
    """A time, and the abbreviation of its zone after a space; "" where it has none."""
    match = _ZONE.search(text)
    return (text[: match.start()], f" {match[1]}") if match else (text, "")


def _without_zone(text: str, zone: ZoneInfo, day: date) -> str:
    """The time without a zone's abbreviation, which has to be the conference's own."""
    match = _ZONE.search(text.strip()) if len(text) <= _CELL else None
    if match is None:
        return text
    name = match[1].upper()
    own = {datetime.combine(day, time(hour), zone).tzname() or "" for hour in (0, 12, 23)}
    fits = name in own or any(it.startswith(_GENERIC.get(name, "?")) for it in own)
    if not fits:
        year = {datetime(day.year, month, 1, tzinfo=zone).tzname() for month in (1, 7)}
        here = f"{zone.key} is in {' or '.join(sorted(own))} on {day}"
        where = here if name in year else f"the conference is in {zone.key}"
        raise BadValue(f"{quoted(text)} is in {name}, but {where}", "other_zone")
    return text.strip()[: match.start()]
