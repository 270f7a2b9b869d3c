"""What a stranger is told of a certificate: whether it counts, and, where a newer one replaced it, how."""

from enum import StrEnum

from chalicelib.domain.certificate import Certificate, Snapshot


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
    same = (newest[1].sessions, newest[1].totals) == (snapshot.sessions, snapshot.totals)
    return Standing.REISSUED if same else Standing.REPLACED
