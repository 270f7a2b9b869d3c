"""What Generate makes: the record of a certificate, and its next round."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.certificate import Certificate, CertificateStatus, Snapshot
from chalicelib.domain.digest import content_digest_of


def new_certificate(snapshot: Snapshot, digest: str, reissue: str = "") -> Certificate:
    """The record of a certificate that was just issued, in its first round; `reissue` made it."""
    total = snapshot.totals.total
    return Certificate(
        location=snapshot.certificate_location,
        public_id=snapshot.public_id,
        conference_name=snapshot.conference_name,
        name=snapshot.name,
        digest=digest,
        status=CertificateStatus.QUEUED,
        issued_at=snapshot.issued_at,
        contact_minutes=total.minutes,
        contact_hours=str(total.hours),
        ceus=str(total.ceus),
        sessions=len(snapshot.sessions),
        round=1,
        round_at=snapshot.issued_at,
        queued_at=snapshot.issued_at,
        credits=snapshot.credits,
        printed=snapshot.printed,
        content=content_digest_of(snapshot) if snapshot.license else "",
        reissue=reissue,
        time_zone=snapshot.time_zone,
    )


def in_next_round(certificate: Certificate, now: datetime) -> Certificate:
    """A certificate that was sent, as it is once another round is open."""
    return replace(
        certificate,
        status=CertificateStatus.MADE,
        round=certificate.round + 1,
        round_at=now,
        queued_at=now,
        attempts=0,
    )
