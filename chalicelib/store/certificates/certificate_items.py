"""A certificate as its item holds it."""

from chalicelib.domain.certificate import Certificate, CertificateStatus, Location
from chalicelib.domain.conference import BuiltIn
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_of


def read_certificate(item: CertificateItem) -> Certificate:
    """The certificate that an item holds."""
    return Certificate(
        location=location_of(item),
        public_id=item.public_id,
        conference_name=item.conference_name,
        name=item.name,
        digest=item.digest,
        status=CertificateStatus(item.status),
        issued_at=item.issued_at,
        contact_minutes=int(item.contact_minutes),
        contact_hours=item.contact_hours,
        ceus=item.ceus,
        sessions=int(item.sessions),
        credits=load_credits(item.credits),
        printed=tuple(map(BuiltIn, item.printed.split(","))) if item.printed else (),
        content=item.content or "",
        round=int(item.round),
        round_at=item.round_at,
        queued_at=item.queued_at,
        attempts=int(item.attempts),
        pdf_sha256=item.pdf_sha256,
        superseded_by=item.superseded_by,
        revoked_at=item.revoked_at,
        revoked_reason=item.revoked_reason,
        to_tell=item.to_tell is not None,
        reissue=item.reissue or "",
        time_zone=item.time_zone or "",
    )


def location_of(item: CertificateItem) -> Location:
    """Where the certificate of an item lies."""
    _, conference_id, _, number = item.sk.split("#")
    return Location(account_of(item.pk), conference_id, int(number))
