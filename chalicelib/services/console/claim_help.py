"""What an organizer does with one person's selection: a missed session added, more time given.

Each is one transaction with its entry in the audit, on what was read; the attendee is told by email and
generates the certificate, which is their word (rule 8).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from chalicelib.aws.mail_message import Mail
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.conference import Session
from chalicelib.domain.deadline import deadline_of, may_extend
from chalicelib.domain.eligibility import claimable_sessions
from chalicelib.domain.missed import attending, in_the_way, may_be_added, unrecorded, with_session
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.registration import Registration
from chalicelib.errors import Conflict, Invalid, NotFound, NotListed
from chalicelib.logs import logger
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.claims.save_claim import selection_of
from chalicelib.services.console.person import known
from chalicelib.services.mail import helped, send
from chalicelib.store import audit
from chalicelib.store.claims import claims
from chalicelib.store.people import registering, registrations
from chalicelib.store.people.registrations import Held
from chalicelib.store.transactions import Transaction

T = TypeVar("T")
_RACES = 4
_REFUSED = "refused"  # tells what trying again can't help from what somebody else changed
_BUSY = "The selection or the registrations are being changed at this moment. Try again."


def add_session(
    conference_id: str, account_id: str, session_id: str, by: By, now: datetime
) -> bool:
    """Select one session more, with a record of attendance where the conference asks for it.

    After the deadline, too. Whether an address receives the email about it. Raises NotFound, Invalid (no
    session of theirs), Conflict.
    """
    opened, session = _raced(lambda: _add(conference_id, account_id, session_id, by, now))
    logger.info("session added by an organizer", account=account_id)
    return _told(opened, lambda to: helped.session_added_mail(to, opened.conference, session))


def extend(conference_id: str, account_id: str, last: date | None, by: By, now: datetime) -> bool:
    """Let this person change the selection until a day. Returns and raises as `add_session`."""
    opened, until = _raced(lambda: _extend(conference_id, account_id, last, by, now))
    logger.info("deadline extended by an organizer", account=account_id)
    return _told(opened, lambda to: helped.deadline_extended_mail(to, opened.conference, until))


def _add(
    conference_id: str, account_id: str, session_id: str, by: By, now: datetime
) -> tuple[OpenConference, Session]:
    opened = _opened(conference_id, account_id, now)
    session = next((one for one in may_be_added(opened) if one.id == session_id), None)
    if session is None:
        message = "Choose a session that isn't selected yet and that the registration covers."
        raise Invalid([Problem("session", Code.UNKNOWN_SESSION, message)])
    held, attended = _records(opened, session_id)
    after = _with(opened, held, attended, session_id)
    if other := in_the_way(after, session_id):
        raise Conflict(
            f"“{session.title}” overlaps “{other}”, and this conference allows only one of them. "
            "Extend the deadline instead, so that the attendee can choose.",
            code=_REFUSED,
        )
    selection = selection_of(after, after.claim.ticks)
    act = Act(conference_scope(conference_id), "add-session", (account_id, session_id))
    with Transaction() as transaction:
        if attended:
            registering.within(transaction, conference_id, held, attended)
        claims.put(transaction, account_id, opened.claim, selection, now)
        audit.within(transaction, act, by, now)
    return opened, session


def _extend(
    conference_id: str, account_id: str, last: date | None, by: By, now: datetime
) -> tuple[OpenConference, date]:
    opened = _opened(conference_id, account_id, now)
    until = _checked(opened, last)
    facts = {"until": until.isoformat()}
    act = Act(conference_scope(conference_id), "extend-deadline", (account_id,), facts)
    with Transaction() as transaction:
        claims.open_until(transaction, account_id, opened.claim, until, now)
        audit.within(transaction, act, by, now)
    return opened, until


def _told(opened: OpenConference, mail_to: Callable[[str], Mail]) -> bool:
    addresses = [one.shown for one in opened.account.recipients]
    send.tell(addresses, mail_to)
    return bool(addresses)


def _raced(write: Callable[[], T]) -> T:
    """Decide and write; where somebody else was first, read again and decide again."""
    for _ in range(_RACES):
        try:
            return write()
        except Conflict as problem:
            if problem.code == _REFUSED:
                raise
    raise Conflict(_BUSY)


def _opened(conference_id: str, account_id: str, now: datetime) -> OpenConference:
    account, registered, _ = known(conference_id, account_id)
    if not registered:
        raise Conflict(
            "No verified address of this account is registered here now. Move the registration to one "
            "of its addresses first.",
            code=_REFUSED,
        )
    try:
        return open_conference(account, conference_id, now)
    except NotListed as refused:
        message = f"The attendee can't claim yet, and reads why: {refused.detail}"
        raise Conflict(message, code=_REFUSED) from None
    except NotFound:
        raise Conflict(_BUSY) from None


def _checked(opened: OpenConference, last: date | None) -> date:
    if deadline_of(opened.conference, opened.claim) is None:
        message = "This conference has no deadline, so there is nothing to extend."
        raise Conflict(message, code=_REFUSED)
    if last is None:
        raise Invalid([Problem("until", Code.NOT_A_DATE, "Enter the new last day as a date.")])
    if not may_extend(opened.conference, opened.claim, last, opened.today):
        message = "The new last day has to be after the present one, not in the past, and within five years."
        raise Invalid([Problem("until", Code.NOT_AFTER_DEADLINE, message)])
    return last


def _records(
    opened: OpenConference, session_id: str
) -> tuple[dict[str, Held], dict[str, tuple[Registration, ...]]]:
    """Where a record of attendance is missing: what the address holds, and what it holds with it."""
    addresses = [one.normalised for one in opened.account.verified]
    held = registrations.held_by(addresses, opened.conference.id)
    there = [one for found in held.values() for one in found.registrations]
    session = opened.claimable[session_id].session
    if not unrecorded(session, opened.conference.policies, there):
        return {}, {}
    for address, found in held.items():
        if any(one.confirmed for one in found.registrations):
            return held, {address: attending(found.registrations, session_id)}
    raise Conflict(_BUSY)


def _with(
    opened: OpenConference,
    held: dict[str, Held],
    attended: dict[str, tuple[Registration, ...]],
    session_id: str,
) -> OpenConference:
    """The conference as it is with the session, and the record, if one is added."""
    if attended:
        every = {address: one.registrations for address, one in held.items()} | attended
        there = [one for registered in every.values() for one in registered]
        policies = opened.conference.policies
        opened = replace(opened, claimable=claimable_sessions(opened.sessions, policies, there))
    return opened.with_claim(replace(opened.claim, ticks=with_session(opened, session_id)))
