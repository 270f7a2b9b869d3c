"""Sessions, conferences and registrations for the rules' tests, and strategies that make them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from chalicelib.domain.conference import Conference, Format, Policies, Session
from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus

DAY = date(2026, 3, 6)
ZONE = "America/Chicago"
DAYS = tuple(DAY + timedelta(days=n) for n in range(3))
TYPES = ("full", "student", "exhibitor")


def session(
    session_id: str = "s1",
    *,
    day: date = DAY,
    at: str = "09:00",
    minutes: int = 60,
    format: Format = Format.IN_PERSON,
    credit: int | None = None,
    types: tuple[str, ...] = (),
    starts_on: date | None = None,
) -> Session:
    starts = datetime.combine(starts_on or day, time.fromisoformat(at), ZoneInfo(ZONE))
    return Session(
        id=session_id,
        title=f"Session {session_id}",
        day=day,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        format=format,
        contact_minutes=minutes if credit is None else credit,
        types=types,
    )


def conference(**changes: object) -> Conference:
    facts: dict[str, object] = {
        "id": "spring",
        "name": "Spring",
        "time_zone": ZONE,
        "starts_on": DAY,
        "ends_on": DAYS[-1],
        "eligible_sessions": 5,
        "last_ends_at": datetime.combine(DAYS[-1], time(17), ZoneInfo(ZONE)),
    }
    return Conference(**(facts | changes))  # type: ignore[arg-type]


def registration(**changes: object) -> Registration:
    return Registration(**({"conference_id": "spring"} | changes))  # type: ignore[arg-type]


sessions = st.builds(
    lambda n, day, hour, minutes, kind, credit, types: session(
        f"s{n}",
        day=day,
        at=f"{hour:02}:00",
        minutes=minutes,
        format=kind,
        credit=credit,
        types=types,
    ),
    st.integers(0, 99),
    st.sampled_from(DAYS),
    st.integers(0, 23),
    st.integers(5, 180),
    st.sampled_from(Format),
    st.integers(0, 180),
    st.lists(st.sampled_from(TYPES), max_size=2, unique=True).map(tuple),
)
registrations = st.builds(
    Registration,
    conference_id=st.just("spring"),
    type=st.sampled_from((*TYPES, "")),
    attendance=st.sampled_from(Attendance),
    days=st.lists(st.sampled_from(DAYS), max_size=2, unique=True).map(tuple),
    status=st.sampled_from(RegistrationStatus),
)
policies = st.builds(
    Policies,
    limit_by_type=st.booleans(),
    limit_by_days=st.booleans(),
    virtual_may_claim_in_person=st.booleans(),
)
