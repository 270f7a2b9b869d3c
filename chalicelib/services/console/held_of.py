"""One file with everything held about a person, for a complaint or a request; devices never.

An organizer of one conference gets what that conference holds; one of all conferences gets all of it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.audit import Act, By, Entry, account_scope, conference_scope, parse
from chalicelib.domain.conference import Conference
from chalicelib.services.audit.record import record
from chalicelib.services.console.person import Registered, known, unverified
from chalicelib.services.people.export import as_json, at_conference, export, of_person
from chalicelib.store import audit

_DEVICES = {"passkeys"}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is held, and the ids under which the audit speaks of the person and their certificates."""

    held: dict[str, Any]
    account_id: str
    person: frozenset[str]
    certificates: frozenset[str]


def file_of(conference: Conference, person_id: str, every: bool, by: By, now: datetime) -> str:
    """JSON text; `every`: of all conferences. In the audit. Raises NotFound."""
    found = _held(conference.id, person_id, every, now)
    subject = (person_id.removeprefix("~"),)
    record(Act(conference_scope(conference.id), "export-person", subject), by, now)
    return as_json({**found.held, "log": _log(conference.id, found, every)})


def _held(conference_id: str, person_id: str, every: bool, now: datetime) -> _Found:
    if person_id.startswith("~"):
        registered = unverified(conference_id, person_id)
        held = {"exported_at": now, "registrations": _plain(registered)}
        return _Found(held, "", frozenset({person_id[1:]}), frozenset())
    account, registered, holdings = known(conference_id, person_id)
    if every:
        held = {key: each for key, each in export(account, now).items() if key not in _DEVICES}
    else:
        held = of_person(account, now)
        held["registrations"] = _plain(registered)
        held["conferences"] = [at_conference(holdings)]
    ids = frozenset({account.id, *(one.id for one in account.addresses)})
    certificates = frozenset(one.public_id for one in holdings.certificates)
    return _Found(held, account.id, ids, certificates)


def _log(conference_id: str, found: _Found, every: bool) -> list[dict[str, Any]]:
    """What was done with the person's data here, and, of what was done to the account, what is about
    this conference.
    """
    ids = found.person | found.certificates
    entries = [
        one for one in _entries(conference_scope(conference_id)) if ids.intersection(one.subjects)
    ]
    if found.account_id:
        entries += [
            one
            for one in _entries(account_scope(found.account_id))
            if every or found.certificates.intersection(one.subjects)
        ]
    entries.sort(key=lambda one: one.at)
    return [
        {"at": one.at, "who": one.who, "what": one.action, "why": one.why, "facts": dict(one.facts)}
        for one in entries
    ]


def _entries(scope: str) -> list[Entry]:
    return [parse(stored.body) for stored in audit.chain(scope)]


def _plain(registered: Registered) -> list[dict[str, Any]]:
    return [
        {"address": address, **asdict(one)} for address, held in registered.items() for one in held
    ]
