"""Generate Certificate: one transaction first, then one message; what is accepted is never lost."""

from datetime import datetime

from chalicelib.domain.certificate import Certificate, Location, Snapshot
from chalicelib.domain.digest import digest_of
from chalicelib.domain.generate import Decision, decide, replaced_by, spent, stands_as
from chalicelib.domain.issued import new_certificate
from chalicelib.domain.license import License
from chalicelib.domain.license_obstacles import license_obstacles
from chalicelib.domain.new_deliveries import new_deliveries
from chalicelib.domain.obstacles import obstacles
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.printed_name import cleaned_name
from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.snapshot import make_snapshot
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.certificates.enqueue import enqueue
from chalicelib.services.certificates.rounds import Generated, open_round
from chalicelib.services.claims.open_conference import open_again
from chalicelib.services.claims.save_claim import StaleVersion
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.certificates import certificates, rounds

_TRIES = 3  # two presses at once: the loser reads again and answers with the winner's round


def generate(
    opened: OpenConference,
    name: str | None,
    version: int | None,
    now: datetime,
    license_id: str | None = None,
) -> Generated:
    """Rule 8. The conference is read again only if another request came first.

    Raises StaleVersion, Invalid (with every reason), Conflict, NotFound, TooManyRequests.
    """
    for left in reversed(range(_TRIES)):
        if version is not None and version != opened.claim.version:
            raise StaleVersion(opened)
        printed_name = cleaned_name(opened.suggested_name if name is None else name)
        printed_license = opened.account.license(license_id or "")
        problems = obstacles(opened, printed_name)
        problems += license_obstacles(opened, license_id, printed_license)
        if problems:
            raise Invalid(problems)
        try:
            return _generate(opened, printed_name, printed_license, now)
        except Conflict:
            if left:
                opened = open_again(opened, now)
    raise Conflict(
        "This certificate is being generated in another window. You can follow its progress there."
    )


def _generate(
    opened: OpenConference, name: str, printed_license: License | None, now: datetime
) -> Generated:
    holdings = opened.holdings
    snapshot = make_snapshot(
        opened.conference,
        opened.attended,
        name=name,
        location=Location(opened.account.id, opened.conference.id, opened.claim.last_number + 1),
        public_id=new_public_id(),
        portal_url=settings().portal_url,
        issued_at=now,
        printed_license=printed_license,
    )
    digest = digest_of(snapshot)
    there_is = stands_as(holdings.certificates, digest) or holdings.latest
    match decide(there_is, digest, now):
        case Decision.SAME_ROUND if there_is is not None:
            return Generated(there_is, holdings.deliveries_of_round(there_is), started=False)
        case Decision.NEW_ROUND if there_is is not None:
            return open_round(opened.account, there_is, now)
        case _:
            return _create(opened, snapshot, new_certificate(snapshot, digest))


def _create(opened: OpenConference, snapshot: Snapshot, certificate: Certificate) -> Generated:
    # Counted by the certificates that were read: the transaction takes none but the next number, so of
    # requests that come at once each is the next or reads, and counts, again.
    limits = (throttle.limit_of("generate-minute"), throttle.limit_of("generate-day"))
    limit = spent(opened.holdings.certificates, limits, certificate.issued_at)
    if limit is not None:
        raise throttle.too_many(limit, certificate.issued_at)
    deliveries = new_deliveries(opened.account, certificate)
    superseded = replaced_by(certificate, opened.holdings.certificates)
    try:
        rounds.create_certificate(opened.claim, certificate, snapshot, deliveries, superseded)
    except Conflict:
        if certificates.load(certificate.location) != certificate:
            raise
        # The condition failed on our own write, repeated after a time-out.
    enqueue(certificate.public_id)
    return Generated(certificate, deliveries, started=True)
