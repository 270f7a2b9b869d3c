"""What a browser does with an upload form, and an organizer with what comes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.aws import clients
from chalicelib.domain.audit import By
from chalicelib.domain.imports import Answers, Import, What
from chalicelib.services.imports import begin, decide
from chalicelib.settings import settings
from chalicelib.store.organizers import imports
from samples import world
from tests.support.client import run_imports

OLIVIA = By("account:olivia", "a new export")
NOW = datetime.now(UTC)


def csv(*rows: str, head: str = "id,title,date,starts_at,ends_at,contact_minutes") -> bytes:
    return "\n".join([head, *rows]).encode() + b"\n"


def session_row(key: str, title: str = "", at: str = "09:00", minutes: int = 60) -> str:
    return f"{key},{title or 'Title of ' + key},{world.FIRST_DAY},{at},23:00,{minutes}"


SCHEDULE = csv(session_row("opening", at="09:00"), session_row("new", "A new session"))
PEOPLE = csv("ada@school.example,full", "bea@school.example,day", head="email,type")


def put(import_id: str, data: bytes) -> None:
    """The file arrives in the bucket."""
    clients.s3().put_object(Bucket=settings().imports_bucket, Key=f"uploads/{import_id}", Body=data)


def upload(data: bytes, what: What = What.SCHEDULE, conference: str = "spring") -> Import:
    """Begin, send the file, and come back."""
    found = begin.begin(conference, what, OLIVIA, NOW)
    put(found.id, data)
    return begin.came(found.id, NOW)


def planned(app: Any, data: bytes, what: What = What.SCHEDULE, **answers: Any) -> Import:
    """Upload it, and have it read."""
    found = upload(data, what)
    run_imports(app)
    if answers:
        found = now(found)
        decide.answer(found, Answers(**answers), found.version, NOW)
        run_imports(app)
    return now(found)


def confirmed(found: Import) -> Import:
    """Somebody presses Apply."""
    return decide.confirm(found, found.version, OLIVIA, NOW)


def applied(app: Any, data: bytes, what: What = What.SCHEDULE) -> Import:
    """All the way."""
    found = confirmed(planned(app, data, what))
    run_imports(app)
    return now(found)


def now(found: Import) -> Import:
    """The import as it is now."""
    again = imports.load(found.id)
    assert again is not None
    return again


def later(**time: float) -> datetime:
    return datetime.now(UTC) + timedelta(**time)
