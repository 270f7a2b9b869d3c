"""Revoking: the mark on the certificate, whom to tell, and the claim's refusal, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.audit import Act, By, account_scope
from chalicelib.domain.certificate import Certificate
from chalicelib.store import audit
from chalicelib.store.certificates import notices
from chalicelib.store.claims import claim_items, claims
from chalicelib.store.claims_table import CertificateItem, ClaimItem
from chalicelib.store.keys import account_key, certificate_key, claim_key
from chalicelib.store.transactions import Transaction


def revoke(
    certificate: Certificate,
    reason: str,
    refusal: str | None,
    by: By,
    now: datetime,
    to_tell: Sequence[str] = (),
) -> None:
    """Mark the certificate as revoked, unless it is, and set or lift (None) its claim's refusal.

    `to_tell` are the normalised addresses of its holder that are to be told by email.
    What is written has its entry in the audit, in the same transaction. Raises Conflict if the claim,
    the certificate or the account's audit changed in the meantime.
    """
    location = certificate.location
    key = account_key(location.account_id)
    claim = claims.at_conference(location.account_id, location.conference_id).claim
    refused = refusal or ""
    # A deleted account leaves its certificates and no claim: there is nothing to refuse.
    claim_changes = claim.last_number > 0 and claim.refused != refused
    if certificate.revoked and not claim_changes:
        return
    facts = {"may_reissue": "no" if refusal else "yes"}
    act = Act(account_scope(location.account_id), "revoke", (certificate.public_id,), facts)
    with Transaction() as transaction:
        audit.within(transaction, act, by, now)
        if not certificate.revoked:
            transaction.update(
                CertificateItem(key, certificate_key(location)),
                [
                    CertificateItem.revoked_at.set(now),
                    CertificateItem.revoked_reason.set(reason),
                    *notices.due(certificate, to_tell, now),
                ],
                condition=CertificateItem.revoked_at.does_not_exist() & CertificateItem.pk.exists(),
            )
        if claim_changes:
            transaction.update(
                ClaimItem(key, claim_key(location.conference_id)),
                [ClaimItem.refused.set(refused)],
                condition=claim_items.unchanged(claim),
            )
