"""What a stranger is told of a certificate: whether it counts, and, where a newer one replaced it, how."""

from enum import StrEnum

from chalicelib.domain.certificate import Certificate, CertificateStatus, Snapshot
from chalicelib.domain.credit_totals import come_to

LONGEST_CHAIN = 50  # one that was replaced more often is said to be replaced


class Standing(StrEnum):
    """`reissued`: the newer one has the same sessions and totals; `replaced`: it has not."""

    VALID = "valid"
    REISSUED = "reissued"
    REPLACED = "replaced"
    REVOKED = "revoked"


def standing(
    certificate: Certificate, snapshot: Snapshot, newest: tuple[Certificate, Snapshot] | None
) -> Standing:
    """`newest` is the last of those that replaced it, None where it is there no longer."""
    if certificate.revoked:
        return Standing.REVOKED
    if not certificate.superseded_by:
        return Standing.VALID
    if newest is None or newest[0].revoked:
        return Standing.REPLACED
    return Standing.REISSUED if same_hours(newest[1], snapshot) else Standing.REPLACED


def stands(certificate: Certificate) -> bool:
    """Whether it was made and nothing took its place: what a board's list has."""
    replaced = certificate.revoked or certificate.superseded_by
    return not replaced and certificate.status is not CertificateStatus.FAILED


def same_hours(one: Snapshot, other: Snapshot) -> bool:
    """Whether two certificates have the same sessions and the same totals of every kind of credit."""
    same = (one.sessions, one.totals) == (other.sessions, other.totals)
    return same and come_to(one.credits) == come_to(other.credits)
