"""Other people's data around Alice's: as many accounts, registrations, claims and certificates as asked."""

from datetime import timedelta

from chalicelib.domain.registration import Registration
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem
from chalicelib.store.claims_table import CertificateItem, ClaimItem
from chalicelib.store.keys import (
    ACCOUNT,
    OWNER,
    account_key,
    address_key,
    claim_key,
    conference_prefix,
    email_key,
)
from chalicelib.store.people import registering
from chalicelib.store.shards import conference_shard
from samples.world import NOW


def gather(count: int, conference_id: str = "spring") -> None:
    """So many people, each registered, with a claim and a certificate that was sent."""
    people = {f"person{n}": f"person{n}@crowd.example" for n in range(count)}
    with AccountItem.batch_write() as accounts:
        for account_id, address in people.items():
            key = account_key(account_id)
            accounts.save(AccountItem(key, ACCOUNT, name=account_id, created_at=NOW))
            accounts.save(
                AddressItem(key, address_key(address), shown=address, verified=True, primary=True)
            )
            accounts.save(OwnerItem(email_key(address), OWNER, account_id=account_id))
    registering.register(
        conference_id, {a: (Registration(conference_id, type="full"),) for a in people.values()}
    )
    with ClaimItem.batch_write() as claims:
        for account_id in people:
            for item in _held(account_id, conference_id):
                claims.save(item)


def _held(account_id: str, conference_id: str) -> tuple[ClaimItem, CertificateItem]:
    key, shard = account_key(account_id), conference_shard(conference_id, account_id)
    claim = ClaimItem(
        key,
        claim_key(conference_id),
        version=1,
        selections='{"opening": "2026-03-06"}',
        selected=1,
        contact_minutes=60,
        last_number=1,
        saved_at=NOW,
        conference_shard=shard,
    )
    certificate = CertificateItem(
        key,
        f"{conference_prefix(conference_id)}CERT#0001",
        public_id=account_id,
        conference_name="Spring",
        name=account_id,
        digest="",
        status="sent",
        issued_at=NOW + timedelta(days=1),
        contact_minutes=60,
        contact_hours="1.00",
        ceus="0.10",
        sessions=1,
        round=1,
        round_at=NOW,
        queued_at=NOW,
        conference_shard=shard,
    )
    return claim, certificate
