"""The transactions of Generate: a new certificate, or another round of one there is."""

from collections.abc import Sequence

from pynamodb.expressions.condition import Condition

from chalicelib.domain.certificate import Certificate, CertificateStatus, Location, Snapshot
from chalicelib.domain.claim import Claim
from chalicelib.domain.delivery import Delivery
from chalicelib.store.certificates.credits import dump_credits
from chalicelib.store.certificates.snapshots import items_of
from chalicelib.store.claims.claim_items import dump, unchanged
from chalicelib.store.claims_table import CertificateItem, ClaimItem
from chalicelib.store.keys import account_key, certificate_key, claim_key
from chalicelib.store.mail.delivery_items import item_of
from chalicelib.store.people import accounts
from chalicelib.store.shards import conference_shard, shard_of
from chalicelib.store.transactions import Transaction


def create_certificate(
    claim: Claim,
    certificate: Certificate,
    snapshot: Snapshot,
    deliveries: Sequence[Delivery],
    superseded: Sequence[Certificate],
) -> None:
    """Write certificate, snapshot and deliveries, and mark claim and predecessor, whole or not at all.

    `claim.ticks` are those that the certificate was made from. Raises Conflict when the claim, its last
    certificate or a predecessor changed since they were read.
    """
    location = certificate.location
    with Transaction() as transaction:
        accounts.still_there(transaction, location.account_id)
        transaction.update(
            ClaimItem(account_key(location.account_id), claim_key(location.conference_id)),
            [
                ClaimItem.last_number.set(location.number),
                ClaimItem.issued.set(dump(claim.ticks)),
                ClaimItem.conference_shard.set(_shard(location)),
            ],
            condition=unchanged(claim),
        )
        transaction.save(_new_item(certificate), condition=CertificateItem.pk.does_not_exist())
        for item in items_of(snapshot):
            transaction.save(item, condition=type(item).pk.does_not_exist())
        for delivery in deliveries:
            transaction.save(item_of(location, delivery))
        for before in superseded:
            transaction.update(
                CertificateItem(account_key(location.account_id), certificate_key(before.location)),
                [
                    CertificateItem.superseded_by.set(certificate.public_id),
                    CertificateItem.conference_shard.remove(),
                ],
                condition=_as_read(before),
            )


def open_round(certificate: Certificate, deliveries: Sequence[Delivery]) -> None:
    """Open the round that `certificate` and `deliveries` describe, on the sent certificate there is.

    Raises Conflict if another round was opened or the certificate was revoked in the meantime.
    """
    location = certificate.location
    sent = (
        (CertificateItem.round == certificate.round - 1)
        & (CertificateItem.status == CertificateStatus.SENT)
        & CertificateItem.revoked_at.does_not_exist()
    )
    with Transaction() as transaction:
        accounts.still_there(transaction, location.account_id)
        transaction.update(
            CertificateItem(account_key(location.account_id), certificate_key(location)),
            [
                CertificateItem.status.set(CertificateStatus.MADE),
                CertificateItem.round.set(certificate.round),
                CertificateItem.round_at.set(certificate.round_at),
                CertificateItem.queued_at.set(certificate.queued_at),
                CertificateItem.attempts.set(0),
                CertificateItem.shard.set(shard_of(certificate.public_id)),
            ],
            condition=sent,
        )
        for delivery in deliveries:
            transaction.save(item_of(location, delivery))


def _as_read(before: Certificate) -> Condition:
    """The condition that a certificate still stands as it did: neither replaced nor revoked since."""
    stands: Condition = CertificateItem.superseded_by == before.superseded_by
    if not before.revoked:
        stands = stands & CertificateItem.revoked_at.does_not_exist()
    return stands


def _new_item(certificate: Certificate) -> CertificateItem:
    location = certificate.location
    return CertificateItem(
        account_key(location.account_id),
        certificate_key(location),
        public_id=certificate.public_id,
        conference_name=certificate.conference_name,
        name=certificate.name,
        digest=certificate.digest,
        status=certificate.status,
        issued_at=certificate.issued_at,
        contact_minutes=certificate.contact_minutes,
        contact_hours=certificate.contact_hours,
        ceus=certificate.ceus,
        sessions=certificate.sessions,
        credits=dump_credits(certificate.credits),
        printed=",".join(certificate.printed) or None,
        content=certificate.content or None,
        reissue=certificate.reissue or None,
        time_zone=certificate.time_zone or None,
        round=certificate.round,
        round_at=certificate.round_at,
        queued_at=certificate.queued_at,
        shard=shard_of(certificate.public_id),
        conference_shard=_shard(location),
    )


def _shard(location: Location) -> str:
    return conference_shard(location.conference_id, location.account_id)
