"""Sessions, conferences and registrations for the rules' tests, and strategies that make them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from chalicelib.domain.account import Account
from chalicelib.domain.attended import attended_sessions
from chalicelib.domain.certificate import Certificate, CertificateStatus, Location, Snapshot
from chalicelib.domain.claim import Claim
from chalicelib.domain.conference import Conference, Format, Policies, Session
from chalicelib.domain.eligibility import Claimable, claimable_sessions
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus
from chalicelib.domain.snapshot import make_snapshot

DAY = date(2026, 3, 6)
NOW = datetime(2026, 4, 1, tzinfo=UTC)
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
    st.integers(0, 180),
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


def certificate(**changes: object) -> Certificate:
    """One that was sent."""
    facts: dict[str, object] = {
        "location": Location("alice", "spring", 1),
        "public_id": "A2CD-EFGH-JKMN-PQR7",
        "conference_name": "Spring",
        "name": "Alice",
        "digest": "digest",
        "status": CertificateStatus.SENT,
        "issued_at": NOW,
        "contact_minutes": 60,
        "contact_hours": "1.00",
        "ceus": "0.10",
        "sessions": 1,
        "round": 1,
        "round_at": NOW,
        "queued_at": NOW,
    }
    return Certificate(**(facts | changes))  # type: ignore[arg-type]


def snapshot(*attended: Session, issued_at: datetime = NOW) -> Snapshot:
    """What a certificate of these sessions, attended live, says."""
    chosen = attended or (session(),)
    return make_snapshot(
        conference(),
        attended_sessions({s.id: s.day for s in chosen}, {s.id: Claimable(s) for s in chosen}),
        name="Alice",
        location=Location("alice", "spring", 1),
        public_id="A2CD-EFGH-JKMN-PQR7",
        portal_url="https://ceu.example.org",
        issued_at=issued_at,
    )


def opened(
    *selected: Session,
    offered: tuple[Session, ...] = (),
    policies: Policies | None = None,
    today: date = DAY + timedelta(days=30),
    **of_claim: object,
) -> OpenConference:
    """The conference as Alice sees it, with these sessions selected for their own dates."""
    held = conference(policies=policies or Policies())
    listed = tuple(dict.fromkeys((*selected, *offered)))
    claim = Claim("spring", selections={s.id: s.day for s in selected})
    return OpenConference(
        account=Account("alice", "Alice"),
        conference=held,
        sessions=listed,
        claimable=claimable_sessions(listed, held.policies, [registration()]),
        holdings=Holdings(replace(claim, **of_claim)),  # type: ignore[arg-type]
        today=today,
        badge_name="Alice of the badge",
    )
