"""Alice, Bob and Charlie, and the conferences they went to."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from chalicelib.domain.conference import Conference, Format, Session
from chalicelib.domain.registration import Attendance, Registration
from chalicelib.services.people.password_hashes import hash_password
from chalicelib.store.claims import conferences
from chalicelib.store.people import imported_accounts, registering

PASSWORD = "counselors meet in march"
ALICE, BOB, CHARLIE = "alice@school.example", "bob@home.example", "charlie@else.example"
NOW = datetime.now(UTC)
LAST_YEAR = NOW.year - 1
FIRST_DAY = date(LAST_YEAR, 3, 6)


def session(
    session_id: str,
    *,
    day: int = 0,
    at: str = "09:00",
    minutes: int = 60,
    format: Format = Format.IN_PERSON,
    credit: int | None = None,
    next_day: bool = False,
    **more: object,
) -> Session:
    """A session of the spring conference; `credit` is its contact minutes (its length by default)."""
    conference = spring()
    on = FIRST_DAY + timedelta(days=day)
    starts = datetime.combine(
        on + timedelta(days=next_day), time.fromisoformat(at), conference.zone
    )
    return Session(
        id=session_id,
        title=f"Title of {session_id}",
        day=on,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        speakers=("Dana Speaker",),
        format=format,
        contact_minutes=minutes if credit is None else credit,
        **more,  # type: ignore[arg-type]
    )


def spring(**changes: object) -> Conference:
    """Two days in Chicago last March, over."""
    conference = Conference(
        id="spring",
        name="Spring Counselors' Conference",
        time_zone="America/Chicago",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=1),
        location="Chicago, Illinois",
    )
    return replace(conference, **changes)  # type: ignore[arg-type]


def spring_sessions() -> tuple[Session, ...]:
    """In person, virtual, hybrid, overlapping, past midnight, without credit."""
    return (
        session("opening", at="09:00"),
        session("clash", at="09:30"),
        session("hybrid", at="11:00", format=Format.HYBRID),
        session("online", at="13:00", minutes=45, format=Format.VIRTUAL),
        session("lunch", at="12:00", credit=0),
        session("midnight", at="00:30", next_day=True),
        session("second", day=1, at="10:00", minutes=50),
    )


def hold(
    conference: Conference | None = None, sessions: tuple[Session, ...] | None = None
) -> Conference:
    """Store a conference with its sessions."""
    conference = conference or spring()
    stored = conferences.load(conference.id)
    conferences.save(
        conference,
        spring_sessions() if sessions is None else sessions,
        expected_revision=stored.revision if stored else 0,
    )
    return conference


def enrol(account_id: str, name: str, *addresses: str, password: str = PASSWORD) -> None:
    """An account with verified addresses, the first primary."""
    shown = [(address, place == 0) for place, address in enumerate(addresses)]
    imported_accounts.save(account_id, name, shown, _hashed(password), NOW)


@cache
def _hashed(password: str) -> str:
    return hash_password(password)


def register(address: str, conference_id: str = "spring", **facts: object) -> None:
    """One confirmed in-person registration unless told otherwise."""
    registration = Registration(conference_id, **facts)  # type: ignore[arg-type]
    registering.register(conference_id, {address: (registration,)})


def people() -> None:
    """Alice owns and was there; Bob attended virtually; Charlie is an outsider."""
    hold()
    enrol("alice", "Alice Ångström", ALICE)
    enrol("bob", "Bob Virtual", BOB)
    enrol("charlie", "Charlie Outsider", CHARLIE)
    register(ALICE, type="full")
    register(BOB, type="full", attendance=Attendance.VIRTUAL)
