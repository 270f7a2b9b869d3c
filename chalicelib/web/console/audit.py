"""/console/{conference}/audit, and of all (`~all`): who did what, when, why; by person, action and date."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from chalice.app import Response

from chalicelib.domain.audit import PORTAL, conference_scope
from chalicelib.domain.audit_filter import Filter
from chalicelib.domain.limits import ADDRESS_LENGTH
from chalicelib.services.audit.history import history
from chalicelib.services.console.history import actors, ids_of
from chalicelib.web.console import audit_words as words
from chalicelib.web.console.routing import Role, Visit, organizer_page, page

AUDIT = "/console/{conference_id}/audit"
_FIELDS = ("person", "action", "from", "to")
_NO_DATE = "Enter a date such as 2026-03-06."


@organizer_page(AUDIT, role=Role.READER, of_all=True)
def get_audit(visit: Visit, conference_id: str) -> Response:
    """The entries of this conference, newest first; of the portal, with the team of all, for its owners."""
    if visit.organizer.of_all:
        visit.organizer.needs(Role.OWNER)
    asked = {name: visit.query(name)[:ADDRESS_LENGTH].strip() for name in _FIELDS}
    zone = ZoneInfo(visit.organizer.time_zone)
    scope = PORTAL if visit.organizer.of_all else conference_scope(conference_id)
    problems = _problems(asked)
    found = None
    if not problems:
        wanted = Filter(
            people=ids_of(asked["person"]) if asked["person"] else None,
            action=asked["action"],
            since=_midnight(asked["from"], zone, days=0),
            until=_midnight(asked["to"], zone, days=1),
        )
        found = history(scope, wanted, _number(visit.query("before")))
    return page(
        visit,
        "console/audit.html",
        status=422 if problems else 200,
        asked=asked,
        problems=problems,
        found=found,
        known=actors(found.entries) if found else {},
        words=words,
        zone=zone,
        older=urlencode({k: v for k, v in asked.items() if v} | {"before": found.before})
        if found and found.before
        else "",
    )


def _problems(asked: dict[str, str]) -> dict[str, str]:
    found = {name: _NO_DATE for name in ("from", "to") if asked[name] and not _day(asked[name])}
    if not found and asked["from"] and asked["to"] and asked["from"] > asked["to"]:
        found["to"] = "The last day is before the first."
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(text: str, zone: ZoneInfo, days: int) -> datetime | None:
    """When a day begins in the conference's time zone, or (`days`: 1) the day after it."""
    day = _day(text)
    if day is None or not date(2000, 1, 1) <= day < date(9999, 1, 1):
        return None
    return datetime.combine(day + timedelta(days=days), time(), zone)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 12 else None
