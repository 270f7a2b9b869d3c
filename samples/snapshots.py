"""Snapshots to render: any number of sessions, in the scripts that people write their names in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.certificate import AttendedSession, Mode, Snapshot
from chalicelib.domain.conference import Format, Paper, Provider, ProviderNumber, Rounding
from chalicelib.domain.totals import totals

# (title, speaker) by script.
SCRIPTS = {
    "Latin": ("Thérapie narrative à l’école: récits d’élèves", "Zoë Łukaszewicz-O’Neill"),
    "Vietnamese": ("Tâm lý học đường: phương pháp tiếp cận mới", "Nguyễn Thị Minh Khuê"),
    "Greek": ("Ψυχολογική υποστήριξη εφήβων στο σχολείο", "Γιώργος Παπαδόπουλος"),
    "Cyrillic": ("Психологическая поддержка подростков", "Фёдор Щербаков"),
    "Arabic": ("الإرشاد النفسي في المدارس: مقدمة للمرشدين", "محمد عبد الرحمن"),
    "Hebrew": ("ייעוץ בבתי ספר: מבוא מעשי", "דוד שטרן"),
    "Japanese": ("学校カウンセリング入門「はじめての面接」と実践", "山田太郎"),
    "Chinese": ("学校心理咨询：理论与实践的结合", "王小明"),
    "Korean": ("학교 상담의 실제: 위기 청소년 지원", "김민수"),
}
PUBLIC_ID = "A2CD-EFGH-JKMN-PQR7"
FIRST_DAY = date(2026, 3, 6)
PROVIDER = Provider(
    name="Midwest School Counselors Association",
    contact="ceu@mwsca.example · +1 312 555 0100 · 100 State Street, Chicago, IL 60602",
    numbers=(ProviderNumber("NBCC ACEP No.", "4242"), ProviderNumber("Texas SBEC No.", "500-123")),
    approval_statement=(
        "Midwest School Counselors Association has been approved by NBCC as an Approved Continuing "
        "Education Provider, ACEP No. 4242. Programs that do not qualify for NBCC credit are clearly "
        "identified."
    ),
    signatory_name="Dr. Dana Whitfield",
    signatory_role="Director of Professional Development",
)


def snapshot(sessions: Sequence[AttendedSession] | int = 3, **changes: object) -> Snapshot:
    """A certificate of these sessions, or of so many; `changes` replace fields of it."""
    listed = tuple(some_sessions(sessions) if isinstance(sessions, int) else sessions)
    credited = ((s.contact_minutes, s.attended_on > s.day) for s in listed)
    made = Snapshot(
        public_id=PUBLIC_ID,
        account_id="alice",
        number=1,
        issued_at=datetime(2026, 4, 2, 15, 30, tzinfo=UTC),
        name="Alice Ångström",
        conference_id="spring",
        conference_name="Spring Counselors’ Conference",
        location="Chicago, Illinois",
        time_zone="America/Chicago",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=2),
        sessions=listed,
        totals=totals(credited, Rounding()),
        verify_url=f"https://ceu.example.org/verify/{PUBLIC_ID}",
        provider=PROVIDER,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def on_paper(made: Snapshot, paper: Paper) -> Snapshot:
    """The same certificate, laid out for this paper."""
    return replace(made, provider=replace(made.provider, paper=paper))


def some_sessions(count: int, prefix: str = "") -> list[AttendedSession]:
    """Sessions of three days in every format; every seventh is in another script than Latin."""
    others = list(SCRIPTS.values())
    sessions = []
    for number in range(1, count + 1):
        title, speaker = f"Brief counseling in schools, part {number}", f"Dana Nº {number} Müller"
        if number % 7 == 0:
            title, speaker = others[number // 7 % len(others)]
        sessions.append(session(number, title=f"{prefix}{title}", speakers=(speaker, "Bob Šimek")))
    return sessions


def session(number: int = 1, **changes: object) -> AttendedSession:
    """The conference's session of this number; every fifth that can be is attended later."""
    day = FIRST_DAY + timedelta(days=number % 3)
    starts_at = datetime.combine(day, time(8 + number % 10, 15), ZoneInfo("America/Chicago"))
    offered = tuple(Format)[number % 3]
    later = offered is not Format.IN_PERSON and number % 5 == 0
    online = later or offered is Format.VIRTUAL
    made = AttendedSession(
        id=f"s{number}",
        title=f"Session {number}",
        day=day,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=75),
        speakers=("Dana Speaker",),
        format=offered,
        mode=Mode.VIRTUAL if online else Mode.IN_PERSON,
        attended_on=day + timedelta(days=14) if later else day,
        contact_minutes=75,
    )
    return replace(made, **changes)  # type: ignore[arg-type]
