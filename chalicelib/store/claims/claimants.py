"""Everybody who holds something at a conference, an account at a time, through the index `by-conference`.

The index lags a little. An account's items are side by side in it, in no order that means anything.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claimant import Claimant, Latest, Sending
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import CertificateItem, ClaimItem, ClaimsTable, DeliveryItem
from chalicelib.store.keys import account_key, account_of, claim_key
from chalicelib.store.shards import conference_shard, conference_shards

SOME = 200  # items of a call that wants a page of people, some three for each


def every(conference_id: str, after: str = "", at_once: int | None = None) -> Iterator[Claimant]:
    """Those after an account ("": from the first), always in the same order.

    `at_once` items are read in a call (None: as many as DynamoDB gives).
    """
    shards = conference_shards(conference_id)
    place = shards.index(conference_shard(conference_id, after)) if after else 0
    beyond = ClaimsTable.pk > account_key(after) if after else None
    for shard in shards[place:]:
        found = ClaimsTable.by_conference.query(shard, beyond, page_size=at_once)
        for pk, items in groupby(found, key=lambda item: item.pk):
            yield _claimant(account_of(pk), list(items))
        beyond = None


def ticks(
    conference_id: str, account_ids: Sequence[str]
) -> Iterator[tuple[str, list[str], list[str] | None]]:
    """Of each account that has a claim: its id, the sessions ticked, and those of its last certificate
    (None: not kept).
    """
    keys = [(account_key(account_id), claim_key(conference_id)) for account_id in account_ids]
    wanted = ["pk", "sk", "kind", "ticks", "selections", "issued"]
    for item in ClaimItem.batch_get(keys, attributes_to_get=wanted):
        issued = None if item.issued is None else list(json.loads(item.issued))
        yield account_of(item.pk), list(json.loads(item.ticks or item.selections)), issued


def _claimant(account_id: str, items: Sequence[ClaimsTable]) -> Claimant:
    claim = next((one for one in items if isinstance(one, ClaimItem)), None)
    certificates = [one for one in items if isinstance(one, CertificateItem)]
    # A replaced one leaves the index a moment after the one that replaces it has come.
    latest = max(certificates, key=lambda one: one.sk, default=None)
    return Claimant(
        account_id,
        int(claim.selected or 0) if claim else 0,
        int(claim.contact_minutes) if claim else 0,
        load_credits(claim.credits) if claim else (),
        claim.saved_at if claim else None,
        _latest(latest) if latest else None,
        _sendings(latest.sk, items) if latest else (),
    )


def _latest(item: CertificateItem) -> Latest:
    return Latest(
        public_id=item.public_id,
        name=item.name,
        status=CertificateStatus(item.status),
        issued_at=item.issued_at,
        contact_minutes=int(item.contact_minutes),
        revoked=item.revoked_at is not None,
    )


def _sendings(certificate: str, items: Iterable[ClaimsTable]) -> tuple[Sending, ...]:
    """The last round to each address, of the certificate with that sort key."""
    number = certificate.rpartition("#")[2]
    last: dict[str, DeliveryItem] = {}
    for item in items:
        if not isinstance(item, DeliveryItem):
            continue
        of, _, address_id = item.sk.split("#")[3:]
        if of == number and (address_id not in last or last[address_id].sk < item.sk):
            last[address_id] = item
    return tuple(Sending(DeliveryStatus(one.status), one.at) for one in last.values())
