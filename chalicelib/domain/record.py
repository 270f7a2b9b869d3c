"""What a person was issued between two dates, by conference, with totals: what a renewal asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.printed import added

_YEARS = 2  # that a record covers unless asked otherwise


@dataclass(frozen=True, slots=True)
class RecordTotals:
    """Sums of what the certificates print: each was rounded by its own conference's rules."""

    contact_minutes: int
    contact_hours: Decimal
    ceus: Decimal
    credits: tuple[CreditTotal, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Certificates that stand, issued from `first` to `last` (their conferences' dates), oldest first."""

    first: date
    last: date
    certificates: tuple[Certificate, ...]
    totals: RecordTotals


def day_at_the_newest(certificates: Iterable[Certificate], at: datetime) -> date:
    """The date at the conference of the newest certificate; in UTC where there is none."""
    newest = max(certificates, key=lambda one: one.issued_at, default=None)
    return at.date() if newest is None else newest.day_of(at)


def two_years_before(last: date) -> date:
    """The first day of the default record."""
    return first_day(last, _YEARS)


def first_day(last: date, years: int) -> date:
    """The first day of so many years that end on `last`, to the day; none is before the year 1."""
    year = max(last.year - years, date.min.year)
    try:
        return min(last, last.replace(year=year) + timedelta(days=1))
    except ValueError:  # February 29
        return date(year, 3, 1)


def make_record(certificates: Iterable[Certificate], first: date, last: date) -> Record:
    """Replaced, revoked and failed certificates are left out.

    Of those that differ only in the license printed the first counts: the same sessions are never
    counted twice.
    """
    held: dict[str, Certificate] = {}
    for one in sorted(certificates, key=lambda one: one.issued_at):
        stands = not (one.revoked or one.superseded_by)
        if stands and one.status is not CertificateStatus.FAILED:
            held.setdefault(f"{one.location.conference_id} {one.content_digest}", one)
    listed = tuple(one for one in held.values() if first <= one.issued_on <= last)
    return Record(first, last, listed, _totals(listed))


def _totals(certificates: tuple[Certificate, ...]) -> RecordTotals:
    return RecordTotals(
        contact_minutes=sum(one.contact_minutes for one in certificates),
        contact_hours=added(Decimal(one.contact_hours) for one in certificates),
        ceus=added(Decimal(one.ceus) for one in certificates),
        credits=_credits(total for one in certificates for total in one.credits),
    )


def _credits(totals: Iterable[CreditTotal]) -> tuple[CreditTotal, ...]:
    """By id and unit: two conferences may count one type in different units, which do not add up."""
    summed: dict[tuple[str, str], CreditTotal] = {}
    for total in totals:
        key = (total.id, total.unit)
        before = summed.get(key)
        summed[key] = total if before is None else _added(before, total)
    return tuple(summed.values())


def _added(one: CreditTotal, other: CreditTotal) -> CreditTotal:
    return CreditTotal(
        id=one.id,
        label=one.label,
        unit=one.unit,
        minutes=one.minutes + other.minutes,
        amount=one.amount + other.amount,
        capped=one.capped or other.capped,
        later_minutes=one.later_minutes + other.later_minutes,
        later=one.later + other.later,
    )
