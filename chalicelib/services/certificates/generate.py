"""Generate Certificate: one transaction first, then one message; what is accepted is never lost."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib import metrics
from chalicelib.aws import queue
from chalicelib.domain.account import Account
from chalicelib.domain.certificate import (
    Certificate,
    CertificateStatus,
    Location,
    Snapshot,
    digest_of,
)
from chalicelib.domain.claim import (
    Problem,
    attended_sessions,
    claim_totals,
    overlaps,
    unclaimable,
)
from chalicelib.domain.conference import OverlapPolicy
from chalicelib.domain.delivery import Delivery, DeliveryStatus
from chalicelib.domain.generate import Latest, Outcome, outcome
from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.text import clean_text
from chalicelib.errors import Conflict, Invalid
from chalicelib.logs import correlation_id, logger, where
from chalicelib.metrics import Metric
from chalicelib.services.claims.open_conference import OpenConference, open_conference, summarise
from chalicelib.services.claims.save_claim import StaleVersion, closed_problem
from chalicelib.settings import settings
from chalicelib.store.certificates import certificates, rounds

NAME_LENGTH = 200
_TRIES = 3  # two presses at once: the loser reads again and answers with the winner's round


@dataclass(frozen=True, slots=True)
class Generated:
    """The certificate with the deliveries of its latest round; `started` when a round was opened."""

    certificate: Certificate
    deliveries: tuple[Delivery, ...]
    started: bool


def generate(
    account: Account, conference_id: str, name: str | None, version: int | None, now: datetime
) -> Generated:
    """Rule 8. Raises StaleVersion, Invalid (with every reason), NotFound."""
    for _ in range(_TRIES):
        opened = open_conference(account, conference_id, now)
        if version is not None and version != opened.claim.version:
            raise StaleVersion(summarise(opened, opened.claim), opened)
        printed_name = clean_text(opened.suggested_name if name is None else name, NAME_LENGTH)
        problems = _problems(opened, printed_name)
        if problems:
            raise Invalid(problems)
        try:
            return _decide(opened, printed_name, now)
        except Conflict:
            continue
    raise Conflict("Another window is generating this certificate. Look at its progress there.")


def enqueue(public_id: str) -> None:
    """Send the message; if SQS does not take it, the sweep will: the record is already there."""
    metrics.record(Metric.REQUESTED)
    try:
        queue.send(public_id, correlation_id())
    except Exception as problem:
        logger.error(
            "message not sent; the sweep will queue it",
            certificate_id=public_id,
            error=type(problem).__name__,
            where=where(problem),
        )


def new_deliveries(
    account: Account, number: int, round_number: int, now: datetime
) -> tuple[Delivery, ...]:
    """A pending delivery for each address that is verified and deliverable now."""
    return tuple(
        Delivery(
            number=number,
            round=round_number,
            address_id=address.id,
            address=address.shown,
            normalised=address.normalised,
            status=DeliveryStatus.PENDING,
            at=now,
        )
        for address in account.recipients
    )


def latest_of(certificate: Certificate | None) -> Latest | None:
    """As far as rule 8 looks at a certificate."""
    if certificate is None:
        return None
    return Latest(certificate.digest, certificate.status, certificate.revoked, certificate.round_at)


def next_round(account: Account, certificate: Certificate, now: datetime) -> Generated:
    """Open another round of a certificate and queue it; raises Conflict when one was opened."""
    opened = replace(
        certificate,
        status=CertificateStatus.MADE,
        round=certificate.round + 1,
        round_at=now,
        queued_at=now,
        attempts=0,
    )
    deliveries = new_deliveries(account, certificate.location.number, opened.round, now)
    try:
        rounds.open_round(opened, deliveries)
    except Conflict:
        stored = certificates.load(certificate.location)
        if stored is None or (stored.round, stored.round_at) != (opened.round, opened.round_at):
            raise
        # The condition failed on our own write, repeated after a time-out.
    enqueue(certificate.public_id)
    return Generated(opened, deliveries, started=True)


def _problems(opened: OpenConference, name: str) -> list[Problem]:
    claim, policy = opened.claim, opened.conference.policies.overlap
    problems = []
    if opened.closed:
        problems.append(closed_problem(opened))
    if claim.refused:
        message = f"The certificate was revoked by the organizer: {claim.refused}"
        problems.append(Problem("conference", "revoked", message))
    if not name:
        problems.append(Problem("name", "required", "Enter the name to print on the certificate."))
    if not claim.selections:
        message = "Select at least one session you attended."
        problems.append(Problem("selections", "nothing_selected", message))
    warnings = unclaimable(claim.selections, opened.claimable, settings().first_ceu_year)
    if policy is OverlapPolicy.BLOCK:
        warnings += overlaps(claim.selections, opened.claimable, policy)
    problems += [
        Problem(f"selections.{'+'.join(warning.session_ids)}", warning.code, warning.message)
        for warning in warnings
    ]
    return problems


def _decide(opened: OpenConference, name: str, now: datetime) -> Generated:
    latest = opened.holdings.latest
    snapshot = _snapshot(opened, name, now)
    digest = digest_of(snapshot)
    match outcome(latest_of(latest), digest, now):
        case Outcome.SAME_ROUND if latest is not None:
            return _there_is(opened, latest)
        case Outcome.NEW_ROUND if latest is not None:
            return next_round(opened.account, latest, now)
        case _:
            return _new_certificate(opened, snapshot, digest, now)


def _there_is(opened: OpenConference, latest: Certificate) -> Generated:
    deliveries = opened.holdings.deliveries_of(latest.location.number)
    this_round = tuple(d for d in deliveries if d.round == latest.round)
    return Generated(latest, this_round, started=False)


def _new_certificate(
    opened: OpenConference, snapshot: Snapshot, digest: str, now: datetime
) -> Generated:
    total = snapshot.totals.total
    certificate = Certificate(
        location=Location(snapshot.account_id, snapshot.conference_id, snapshot.number),
        public_id=snapshot.public_id,
        conference_name=snapshot.conference_name,
        name=snapshot.name,
        digest=digest,
        status=CertificateStatus.QUEUED,
        issued_at=now,
        contact_minutes=total.minutes,
        contact_hours=str(total.hours),
        ceus=str(total.ceus),
        sessions=len(snapshot.sessions),
        round=1,
        round_at=now,
        queued_at=now,
    )
    deliveries = new_deliveries(opened.account, snapshot.number, 1, now)
    try:
        rounds.create_certificate(
            opened.claim, certificate, snapshot, deliveries, opened.holdings.latest
        )
    except Conflict:
        if certificates.load(certificate.location) != certificate:
            raise
        # The condition failed on our own write, repeated after a time-out.
    enqueue(certificate.public_id)
    return Generated(certificate, deliveries, started=True)


def _snapshot(opened: OpenConference, name: str, now: datetime) -> Snapshot:
    conference = opened.conference
    attended = attended_sessions(opened.claim.selections, opened.claimable)
    public_id = new_public_id()
    return Snapshot(
        public_id=public_id,
        account_id=opened.account.id,
        number=opened.claim.last_number + 1,
        issued_at=now,
        name=name,
        conference_id=conference.id,
        conference_name=conference.name,
        location=conference.location,
        time_zone=conference.time_zone,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        sessions=attended,
        totals=claim_totals(attended, conference),
        verify_url=f"{settings().portal_url}/verify/{public_id}",
        provider=conference.provider,
        rounding=conference.policies.rounding,
    )
