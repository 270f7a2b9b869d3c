"""Claims, and all that an account holds at one conference in one query."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chalicelib.domain.claim import Claim
from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.tick import Tick
from chalicelib.errors import Conflict
from chalicelib.store.certificates.certificate_items import read_certificate
from chalicelib.store.certificates.credits import dump_credits
from chalicelib.store.claims.claim_items import dump, read_claim, unchanged
from chalicelib.store.claims.held_sessions import Held, held_by, names, together
from chalicelib.store.claims_table import CertificateItem, ClaimItem, ClaimsTable, DeliveryItem
from chalicelib.store.keys import (
    HOLDINGS,
    account_key,
    account_of,
    claim_key,
    conference_of,
    conference_prefix,
)
from chalicelib.store.mail.delivery_items import read_delivery
from chalicelib.store.people import accounts
from chalicelib.store.raw import text_in
from chalicelib.store.shards import conference_shard
from chalicelib.store.tables import all_of, save_if
from chalicelib.store.transactions import Transaction

_HELD = ["pk", "ticks", "issued", "last_number"]


def at_conference(account_id: str, conference_id: str) -> Holdings:
    """Claim, certificates and deliveries of an account at one conference."""
    items = all_of(ClaimsTable, account_key(account_id), conference_prefix(conference_id))
    return _holdings(conference_id, items)


def of_account(account_id: str) -> dict[str, Holdings]:
    """The same for all its conferences, by conference id, in one query."""
    return of_items(all_of(ClaimsTable, account_key(account_id), HOLDINGS))


def of_items(items: Iterable[ClaimsTable]) -> dict[str, Holdings]:
    """The same from items of an account that were read already."""
    by_conference: dict[str, list[ClaimsTable]] = {}
    for item in items:
        by_conference.setdefault(conference_of(item.sk), []).append(item)
    return {
        conference_id: _holdings(conference_id, items)
        for conference_id, items in by_conference.items()
    }


def of_accounts(
    account_ids: Iterable[str], conference_id: str, wanted: Collection[str]
) -> dict[str, Held]:
    """What at most 100 accounts have selected and certified, by account, of those who may have one of
    the sessions wanted.

    Only the sessions' ids are read: a whole claim of thousands takes a second more.
    """
    keys = [(account_key(one), claim_key(conference_id)) for one in account_ids]
    found = together(keys, _HELD, consistent_read=True)
    return {account_of(text_in(item, "pk")): held_by(item) for item in found if names(item, wanted)}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a claim is to hold: ticks, and what they come to.

    `days`: the attended-on date of each tick as it is now, which version 0.1.0 would read.
    """

    ticks: Mapping[str, Tick] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    contact_minutes: int = 0
    earned: tuple[CreditTotal, ...] = ()


def save(
    account_id: str,
    before: Claim,
    selection: Selection,
    now: datetime,
) -> Claim:
    """Replace the selection of the claim that was read; raises Conflict when it has changed since."""
    item = _item(account_id, before, selection, now)
    if not _save(account_id, item, before):
        # The condition may have failed on our own write, repeated after a time-out.
        stored = at_conference(account_id, before.conference_id).claim
        if stored != read_claim(before.conference_id, item):
            raise Conflict("Your selection was changed in another window.", code="stale")
    return read_claim(before.conference_id, item)


def put(
    transaction: Transaction,
    account_id: str,
    before: Claim,
    selection: Selection,
    now: datetime,
) -> None:
    """The same as a part of a transaction, which fails where the claim has changed since."""
    item = _item(account_id, before, selection, now)
    accounts.still_there(transaction, account_id)
    transaction.save(item, condition=unchanged(before))


def open_until(
    transaction: Transaction, account_id: str, before: Claim, last: date, now: datetime
) -> None:
    """Let this claim change until a day; its version counts on. Fails where it has changed since."""
    if not before.version:
        put(transaction, account_id, replace(before, open_until=last), Selection(), now)
        return
    accounts.still_there(transaction, account_id)
    transaction.update(
        ClaimItem(account_key(account_id), claim_key(before.conference_id)),
        [ClaimItem.open_until.set(last.isoformat()), ClaimItem.version.set(before.version + 1)],
        condition=unchanged(before),
    )


def _item(account_id: str, before: Claim, selection: Selection, now: datetime) -> ClaimItem:
    ticks, days = selection.ticks, selection.days
    return ClaimItem(
        account_key(account_id),
        claim_key(before.conference_id),
        version=before.version + 1,
        selections=json.dumps({session_id: days[session_id].isoformat() for session_id in ticks}),
        ticks=dump(ticks),
        selected=len(ticks),
        contact_minutes=selection.contact_minutes,
        credits=dump_credits(selection.earned),
        last_number=before.last_number,
        refused=before.refused,
        issued=None if before.issued is None else dump(before.issued),
        saved_at=now,
        open_until=before.open_until and before.open_until.isoformat(),
        conference_shard=conference_shard(before.conference_id, account_id),
    )


def _save(account_id: str, item: ClaimItem, before: Claim) -> bool:
    if before.version or before.last_number:
        return save_if(item, unchanged(before))
    try:
        # The first one: an account deleted at this moment leaves no claim behind.
        with Transaction() as transaction:
            accounts.still_there(transaction, account_id)
            transaction.save(item, condition=unchanged(before))
    except Conflict:
        return False
    return True


def _holdings(conference_id: str, items: list[ClaimsTable]) -> Holdings:
    claim = next((item for item in items if isinstance(item, ClaimItem)), None)
    return Holdings(
        claim=read_claim(conference_id, claim) if claim else Claim(conference_id),
        certificates=tuple(read_certificate(i) for i in items if isinstance(i, CertificateItem)),
        deliveries=tuple(read_delivery(i) for i in items if isinstance(i, DeliveryItem)),
    )
