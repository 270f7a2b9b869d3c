"""A record as it is asked for: its snapshot, of the certificates and what each of them says."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.domain.certificate import Certificate, Snapshot
from chalicelib.domain.record import Record
from chalicelib.domain.record_snapshot import RecordedCertificate, RecordSnapshot


def make_record_snapshot(
    found: Record, says: Mapping[str, Snapshot], *,
    public_id: str, portal_url: str, issuer: str, made_at: datetime,
) -> RecordSnapshot:  # fmt: skip
    """What a record of at least one certificate says; `says` are their snapshots by public ID.

    It is in the name of its newest certificate. `portal_url` has no slash at its end.
    """
    newest = found.certificates[-1]
    return RecordSnapshot(
        public_id=public_id,
        account_id=newest.location.account_id,
        made_at=made_at,
        issuer=issuer,
        name=newest.name,
        first=found.first,
        last=found.last,
        certificates=tuple(_recorded(one, says[one.public_id]) for one in found.certificates),
        totals=found.totals,
        verify_url=f"{portal_url}/verify/{public_id}",
        time_zone=says[newest.public_id].time_zone,
        paper=says[newest.public_id].provider.paper,
    )


def _recorded(certificate: Certificate, said: Snapshot) -> RecordedCertificate:
    return RecordedCertificate(
        public_id=certificate.public_id,
        conference_id=certificate.location.conference_id,
        conference_name=certificate.conference_name,
        location=said.location,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        provider=said.provider.name,
        numbers=tuple(f"{each.label} {each.number}" for each in said.provider.numbers),
        name=certificate.name,
        issued_on=certificate.issued_on,
        sessions=certificate.sessions,
        contact_minutes=certificate.contact_minutes,
        contact_hours=certificate.contact_hours,
        ceus=certificate.ceus,
        credits=certificate.credits,
        printed=said.printed,
    )
