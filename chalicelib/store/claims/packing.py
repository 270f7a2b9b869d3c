"""A schedule as JSON, and back."""

from dataclasses import replace
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from chalicelib.domain.conference import Conference, Session


# Built at the first use: a cold start that reads none does without.
@cache
def _schedule_adapter() -> TypeAdapter[tuple[Session, ...]]:
    return TypeAdapter(tuple[Session, ...])


@cache
def _both_adapter() -> TypeAdapter[dict[Literal["sessions", "withdrawn"], tuple[Session, ...]]]:
    return TypeAdapter(dict[Literal["sessions", "withdrawn"], tuple[Session, ...]])


def packed(sessions: tuple[Session, ...], withdrawn: tuple[Session, ...]) -> bytes:
    """A list, as version 0.1.0 wrote it, or an object where sessions were withdrawn."""
    active = _schedule_adapter().dump_json(sessions, exclude_defaults=True)
    if not withdrawn:
        return active
    gone = _schedule_adapter().dump_json(withdrawn, exclude_defaults=True)
    return b'{"sessions":' + active + b',"withdrawn":' + gone + b"}"


def unpacked(data: bytes) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
    """The sessions, and those that were withdrawn; their times know an offset and no zone."""
    if data.startswith(b"["):
        return _schedule_adapter().validate_json(data), ()
    both = _both_adapter().validate_json(data)
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
