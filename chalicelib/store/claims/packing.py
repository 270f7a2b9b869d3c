"""A schedule as JSON, and back."""

from dataclasses import replace
from typing import Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.conference import Conference, Session
from chalicelib.store.as_json import AsJson

_SCHEDULE = AsJson[tuple[Session, ...]](tuple[Session, ...])


_Both = dict[Literal["sessions", "withdrawn"], tuple[Session, ...]]
_BOTH = AsJson[_Both](_Both)


def packed(sessions: tuple[Session, ...], withdrawn: tuple[Session, ...]) -> bytes:
    """A list, as version 0.1.0 wrote it, or an object where sessions were withdrawn."""
    active = _SCHEDULE.dump(sessions, exclude_defaults=True)
    if not withdrawn:
        return active
    gone = _SCHEDULE.dump(withdrawn, exclude_defaults=True)
    return b'{"sessions":' + active + b',"withdrawn":' + gone + b"}"


def unpacked(data: bytes) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions, and those that were withdrawn; their times know an offset and no zone."""
    if data.startswith(b"["):
        return _SCHEDULE.load(data), ()
    both = _BOTH.load(data)
    return both["sessions"], both["withdrawn"]


def in_zone(sessions: tuple[Session, ...], conference: Conference) -> tuple[Session, ...]:
    """JSON keeps an offset and no zone: give the times their zone back."""
    return tuple(_session_in(session, conference.zone) for session in sessions)


def _session_in(session: Session, zone: ZoneInfo) -> Session:
    return replace(
        session,
        starts_at=session.starts_at.astimezone(zone),
        ends_at=session.ends_at.astimezone(zone),
        earlier=tuple(
            replace(
                before,
                starts_at=before.starts_at.astimezone(zone),
                ends_at=before.ends_at.astimezone(zone),
            )
            for before in session.earlier
        ),
    )
