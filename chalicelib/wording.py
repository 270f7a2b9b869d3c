"""Dates, times and counts in the words a person reads. Dates are the conference's."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from chalicelib.domain.certificate import AttendedSession, Snapshot
from chalicelib.domain.conference import USUAL, BuiltIn, Rounding
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.credit_type import CreditType, RoundPer
from chalicelib.domain.printed import Counted, built_in, figure, sums, total
from chalicelib.domain.totals import Credit

_BUILT_IN = {
    BuiltIn.CONTACT_HOURS: "contact hours",
    BuiltIn.CLOCK_HOURS: "clock hours",
    BuiltIn.CEUS: "CEUs",
}


def long_date(day: date) -> str:
    """`Friday, March 6, 2026`."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def short_date(day: date) -> str:
    """`Mar 6, 2026`."""
    return f"{day:%b} {day.day}, {day.year}"


def date_span(first: date, last: date) -> str:
    """`March 6, 2026`, `March 6–8, 2026`, or both dates where month or year differ."""
    if first == last:
        return f"{first:%B} {first.day}, {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.day}–{last.day}, {first.year}"
    if first.year == last.year:
        return f"{first:%B} {first.day} – {last:%B} {last.day}, {last.year}"
    return f"{date_span(first, first)} – {date_span(last, last)}"


def clock(moment: datetime) -> str:
    """`9:05 AM`, in the moment's own zone."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"


def clock_span(starts_at: datetime, ends_at: datetime) -> str:
    """`9:00–10:30 AM`, for a page that names the zone once."""
    start, end = clock(starts_at), clock(ends_at)
    if start[-2:] == end[-2:] and starts_at.date() == ends_at.date():
        start = start[:-3]
    return f"{start}–{end}"


def time_span(starts_at: datetime, ends_at: datetime) -> str:
    """`9:00–10:30 AM CET`, with the zone of its end."""
    return f"{clock_span(starts_at, ends_at)} {ends_at.tzname() or ''}".rstrip()


def count(number: int, noun: str) -> str:
    """`1 session`, `12 sessions`, `1,200 sessions`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rounding_words(rounding: Rounding, printed: Sequence[BuiltIn] = USUAL) -> str:
    """How the totals that are printed are rounded, in one line beside them."""
    named = [_BUILT_IN[kind] for kind in printed if kind is not BuiltIn.CEUS]
    hours = " and ".join(named).capitalize()
    said = []
    if rounding.increment_minutes:
        step = count(rounding.increment_minutes, "minute")
        counted = f"{hours} count only full steps of {step}; the rest is not counted."
        ceus = "CEUs are minutes divided by 600, rounded down."
    else:
        places = (
            count(rounding.hours_places, "decimal place") if rounding.hours_places else "full hours"
        )
        counted = f"{hours} are the total minutes divided by 60, rounded once to {places}."
        ceus = f"One CEU is 10 {named[0] if named else 'contact hours'}."
    if named:
        said.append(counted)
    if BuiltIn.CEUS in printed:
        said.append(ceus)
    return " ".join(said)


def credit_type_words(type_: CreditType) -> str:
    """How one credit type is counted, in one line."""
    what = "the minutes of each session" if type_.round_per is RoundPer.SESSION else "total minutes"
    said = [f"{type_.label}: {what} divided by {type_.minutes_per_unit}"]
    if type_.increment_minutes:
        said.append(f"in full steps of {count(type_.increment_minutes, 'minute')}")
    if type_.increment_minutes or type_.round_per is RoundPer.SESSION:
        said.append("rounded down")
    if type_.live:
        said.append("only sessions attended live on their date")
    if type_.verified:
        said.append("only sessions for which the organizer recorded attendance")
    if type_.most is not None:
        said.append(f"at most {type_.most}")
    return ", ".join(said) + "."


def session_credits(session: AttendedSession, types: Iterable[CreditType]) -> str:
    """`NBCC clock hours: 50 min · Ethics hours: 50 min`: what of a session counts for each type."""
    counted = ((type_.label, session.minutes_for(type_)) for type_ in types)
    return " · ".join(f"{label}: {minutes:,} min" for label, minutes in counted if minutes)


def attendance_words(snapshot: Snapshot) -> str:
    """Who says that the sessions were attended."""
    if snapshot.verified:
        return "Attendance was verified by the organizer."
    proved = " and ".join(type_.label for type_ in snapshot.credit_types if type_.verified)
    rest = f"; for {proved}, it was verified by the organizer" if proved else ""
    return f"Attendance is reported by the participant{rest}."


def built_in_totals(printed: Iterable[BuiltIn], credit: Credit) -> list[tuple[str, str, str]]:
    """For each of them its field in a Credit, its words and its figure: `hours`, `contact hours`, `1.50`."""
    return [
        ("ceus" if one is BuiltIn.CEUS else "hours", _BUILT_IN[one], str(figure(one, credit)))
        for one in printed
    ]


def built_in_words(printed: Iterable[BuiltIn], credit: Credit) -> str:
    """`1.50 contact hours, 0.15 CEUs`."""
    return ", ".join(f"{figure} {words}" for _, words, figure in built_in_totals(printed, credit))


def summed(many: Sequence[Counted]) -> list[tuple[str, str]]:
    """The built-in totals that certificates print, summed: `contact hours` and `12.50`."""
    return [(_BUILT_IN[kind], str(amount)) for kind, amount in sums(many)]


def earned(one: Counted) -> list[str]:
    """All that a certificate came to: `1.50 contact hours`, `0.15 CEUs`, `1.00 Ethics hours`."""
    return amounts(built_in(one), total(one), one.credits)


def amounts(
    printed: Iterable[BuiltIn], credit: Credit, credits_: Iterable[CreditTotal]
) -> list[str]:
    """The same of these totals."""
    found = [f"{figure} {words}" for _, words, figure in built_in_totals(printed, credit)]
    return found + [f"{each.amount} {each.label}" for each in credits_]


def parts_words(snapshot: Snapshot) -> tuple[str, str]:
    """What the two parts of a total are called: as people said, or by the date."""
    if snapshot.asked_live:
        return "Live", "From a recording"
    return "On the session's date", "Later, from a recording"


def cap_words(total: CreditTotal, type_: CreditType) -> str:
    """That more was earned than counts, or ""."""
    return f"More was earned; at most {type_.most} count." if total.capped else ""
