"""What anyone with a certificate's ID may see: what it says, and whether it is still valid."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.public_id import parse
from chalicelib.domain.standing import LONGEST_CHAIN, Standing, standing
from chalicelib.errors import NotFound
from chalicelib.services.certificates.verify_record import VerifiedRecord, verify_record
from chalicelib.services.people import throttle
from chalicelib.store.certificates import certificates, snapshots

UNKNOWN = (
    "No certificate has this ID. Compare it with the one printed on the certificate: it has four "
    "groups of four characters, without I, L, O, 0 and 1."
)


@dataclass(frozen=True, slots=True)
class Verified:
    """A certificate that was issued; superseded and revoked are on its record."""

    certificate: Certificate
    snapshot: Snapshot
    standing: Standing
    reissued_at: datetime | None = None  # of the newest that has the same sessions and totals


def verify(typed_id: str, network: str, now: datetime) -> Verified | VerifiedRecord:
    """The certificate or record of an ID as typed; a real one is always answered.

    Raises NotFound, the same for every ID that doesn't exist, and TooManyRequests where a network has asked
    for too many of those: a board that looks at many real certificates is never held up.
    """
    public_id = parse(typed_id)
    snapshot = snapshots.load(public_id) if public_id else None
    certificate = certificates.load(snapshot.certificate_location) if snapshot else None
    if snapshot is None or certificate is None:
        # A misread one, whose check character tells, asks no table and counts nothing.
        if public_id is None:
            raise NotFound(UNKNOWN)
        recorded = verify_record(public_id)
        if recorded is None:
            throttle.take("verify-network", network, now)
            raise NotFound(UNKNOWN)
        return recorded
    newest = _newest(certificate)
    stands = standing(certificate, snapshot, newest)
    reissued_at = newest[0].issued_at if newest and stands is Standing.REISSUED else None
    return Verified(certificate, snapshot, stands, reissued_at)


def _newest(certificate: Certificate) -> tuple[Certificate, Snapshot] | None:
    """The last of those that replaced it; None where there is none, or it is kept no longer."""
    found = None
    for _ in range(LONGEST_CHAIN):
        if not certificate.superseded_by:
            return found
        snapshot = snapshots.load(certificate.superseded_by)
        following = certificates.load(snapshot.certificate_location) if snapshot else None
        if snapshot is None or following is None:
            return None
        found, certificate = (following, snapshot), following
    return None
