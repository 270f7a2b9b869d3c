"""Revoking: the mark on the certificate and the claim's refusal, in one transaction."""

from datetime import datetime

from chalicelib.domain.certificate import Certificate
from chalicelib.store.claims import claims
from chalicelib.store.claims_table import CertificateItem, ClaimItem
from chalicelib.store.keys import account_key, certificate_key, claim_key
from chalicelib.store.transactions import Transaction


def revoke(certificate: Certificate, reason: str, refusal: str | None, now: datetime) -> None:
    """Mark the certificate as revoked, unless it is, and set or lift (None) its claim's refusal.

    Raises Conflict if the claim or certificate changed in the meantime.
    """
    location = certificate.location
    key = account_key(location.account_id)
    claim = claims.at_conference(location.account_id, location.conference_id).claim
    refused = refusal or ""
    # A deleted account leaves its certificates and no claim: there is nothing to refuse.
    claim_changes = claim.last_number > 0 and claim.refused != refused
    if certificate.revoked and not claim_changes:
        return
    with Transaction() as transaction:
        if not certificate.revoked:
            transaction.update(
                CertificateItem(key, certificate_key(location)),
                [CertificateItem.revoked_at.set(now), CertificateItem.revoked_reason.set(reason)],
                condition=CertificateItem.revoked_at.does_not_exist() & CertificateItem.pk.exists(),
            )
        if claim_changes:
            transaction.update(
                ClaimItem(key, claim_key(location.conference_id)),
                [ClaimItem.refused.set(refused)],
                condition=claims.unchanged(claim),
            )
