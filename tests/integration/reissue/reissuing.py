"""People who hold certificates, what an organizer changes after that, and a reissue of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.audit import By
from chalicelib.domain.certificate import Certificate
from chalicelib.domain.conference import Provider
from chalicelib.domain.license import License
from chalicelib.domain.reissue import Reissue, Wanted
from chalicelib.domain.selections import Requested
from chalicelib.services.certificates.generate import generate
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.claims.save_claim import save_claim
from chalicelib.services.reissue import decide
from chalicelib.store.claims import claims, conferences
from chalicelib.store.organizers import reissues
from chalicelib.store.people import accounts, licenses
from samples import world
from tests.support.client import run_imports

OLIVIA = By("account:olivia", "The provider number was wrong")
RIGHT = "6042"


def now() -> datetime:
    return datetime.now(UTC)


def person(number: int) -> str:
    """Somebody's account id."""
    return f"holder{number:02}"


def address(account_id: str) -> str:
    return f"{account_id}@school.example"


def hold_certificate(
    account_id: str,
    *sessions: str,
    name: str = "Holder",
    license: License | None = None,
    **dates: Any,
) -> str:
    """They registered, ticked and generated; returns the certificate's ID."""
    if accounts.load(account_id) is None:
        world.enrol(account_id, name, address(account_id))
        world.register(address(account_id), type="full")
    if license:
        licenses.save(account_id, (license,))
    account = accounts.load(account_id)
    assert account
    opened = open_conference(account, "spring", now())
    asked = [Requested(one) for one in sessions] + [
        Requested(k, v, given=True) for k, v in dates.items()
    ]
    opened = save_claim(opened, opened.claim.version, asked, now())
    chosen = license.id if license else None
    return generate(opened, None, None, now(), chosen).certificate.public_id


def correct(**changes: Any) -> None:
    """The organizer corrects the provider number, or the named sessions' fields."""
    stored = conferences.load("spring")
    assert stored
    conference = replace(stored.conference, provider=Provider(name="Prairie", contact=RIGHT))
    sessions = [
        replace(one, **changes[one.id]) if one.id in changes else one for one in stored.sessions
    ]
    conferences.save(conference, tuple(sessions), expected_revision=stored.revision)


def counted(app: Any, **wanted: Any) -> Reissue:
    """Ask for one, and have it counted."""
    found = decide.begin("spring", Wanted(**wanted), OLIVIA, now() + timedelta(seconds=1))
    run_imports(app)
    return again(found)


def started(found: Reissue) -> Reissue:
    """Somebody presses Reissue."""
    return decide.start(found, found.version, OLIVIA, now())


def made(app: Any, **wanted: Any) -> Reissue:
    """All the way."""
    found = started(counted(app, **wanted))
    run_imports(app)
    return again(found)


def again(found: Reissue) -> Reissue:
    """It as it is now."""
    held = reissues.load(found.id)
    assert held
    return held


def held_by(account_id: str) -> list[Certificate]:
    return list(claims.at_conference(account_id, "spring").certificates)


def standing_of(account_id: str) -> list[Certificate]:
    return [one for one in held_by(account_id) if not one.superseded_by and not one.revoked]
