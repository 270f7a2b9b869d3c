"""Everybody who holds something at a conference, an account at a time, through the index `by-conference`.

The index lags a little. An account's items are side by side in it, in no order that means anything.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claimant import RETURNED, Claimant, Latest, Sending, Which
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims.held_sessions import together
from chalicelib.store.claims_table import ByConferenceIndex, ClaimsTable
from chalicelib.store.keys import account_key, account_of, claim_key
from chalicelib.store.raw import Raw, number_in, raw_of_index, text_in
from chalicelib.store.shards import conference_shard, conference_shards

SOME = 200  # items of a call that wants a page of people, some three for each
STATES = ("pk", "sk", "kind", "selected", "saved_at", "status", "issued_at", "revoked_at", "at")
_INDEX = ByConferenceIndex.Meta.index_name
_CLAIM, _CERTIFICATE, _DELIVERY = "CLAIM", "CERTIFICATE", "DELIVERY"
# Without an item of this kind in one of these states nobody is among those looked for.
_SIGNS = {
    Which.FAILED: (_CERTIFICATE, frozenset({CertificateStatus.FAILED.value})),
    Which.RETURNED: (_DELIVERY, frozenset(state.value for state in RETURNED)),
}


def every(
    conference_id: str,
    after: str = "",
    at_once: int | None = None,
    which: Which = Which.ALL,
    only: Sequence[str] | None = None,
) -> Iterator[Claimant]:
    """Those after an account ("": from the first), always in the same order.

    `at_once` items are read in a call (None: as many as DynamoDB gives). Some who can't be among those
    of `which` are left out: to look at an item takes a tenth of what making a claimant takes. `only`:
    STATES, where nobody is named and nothing is added up, which reads half as much.
    """
    shards = conference_shards(conference_id)
    place = shards.index(conference_shard(conference_id, after)) if after else 0
    beyond = ClaimsTable.pk > account_key(after) if after else None
    for shard in shards[place:]:
        found = raw_of_index(ClaimsTable, _INDEX, shard, beyond, at_once, only)
        for pk, items in groupby(found, key=lambda item: item["pk"]["S"]):
            held = list(items)
            if _may_be(which, held):
                yield _claimant(account_of(pk), held)
        beyond = None


def _may_be(which: Which, items: Sequence[Raw]) -> bool:
    if which is Which.NO_CERTIFICATE:
        return all(item["kind"]["S"] != _CERTIFICATE for item in items)
    if which not in _SIGNS:
        return True
    kind, states = _SIGNS[which]
    return any(item["kind"]["S"] == kind and item["status"]["S"] in states for item in items)


def ticks(
    conference_id: str, account_ids: Sequence[str]
) -> Iterator[tuple[str, list[str], list[str] | None]]:
    """Of each account that has a claim: its id, the sessions ticked, and those of its last certificate
    (None: not kept).
    """
    keys = [(account_key(account_id), claim_key(conference_id)) for account_id in account_ids]
    for item in together(keys, ["pk", "ticks", "issued"]):
        issued = text_in(item, "issued")
        selected = text_in(item, "ticks") or text_in(item, "selections")
        ticked = list(json.loads(selected))
        ids = ticked if issued == selected else list(json.loads(issued)) if issued else None
        yield account_of(text_in(item, "pk")), ticked, ids


def _claimant(account_id: str, items: Sequence[Raw]) -> Claimant:
    claim: Raw = {}
    latest: Raw | None = None
    deliveries: list[Raw] = []
    for item in items:
        kind = item["kind"]["S"]
        if kind == _DELIVERY:
            deliveries.append(item)
        elif kind == _CLAIM:
            claim = item
        # A replaced one leaves the index a moment after the one that replaces it has come.
        elif latest is None or latest["sk"]["S"] < item["sk"]["S"]:
            latest = item
    return Claimant(
        account_id,
        number_in(claim, "selected"),
        number_in(claim, "contact_minutes"),
        load_credits(text_in(claim, "credits")),
        _time(claim, "saved_at") if "saved_at" in claim else None,
        _latest(latest) if latest else None,
        _sendings(latest["sk"]["S"], deliveries) if latest else (),
    )


def _latest(item: Raw) -> Latest:
    return Latest(
        public_id=text_in(item, "public_id"),
        name=text_in(item, "name"),
        status=CertificateStatus(text_in(item, "status")),
        issued_at=_time(item, "issued_at"),
        contact_minutes=number_in(item, "contact_minutes"),
        revoked="revoked_at" in item,
    )


def _sendings(certificate: str, deliveries: Iterable[Raw]) -> tuple[Sending, ...]:
    """The last round to each address, of the certificate with that sort key."""
    number = certificate.rpartition("#")[2]
    last: dict[str, tuple[str, Raw]] = {}
    for item in deliveries:
        of, in_round, address_id = item["sk"]["S"].split("#")[3:]
        if of == number and (address_id not in last or last[address_id][0] < in_round):
            last[address_id] = in_round, item
    return tuple(
        Sending(DeliveryStatus(one["status"]["S"]), _time(one, "at")) for _, one in last.values()
    )


def _time(item: Raw, name: str) -> datetime:
    """A time as PynamoDB writes it."""
    return datetime.fromisoformat(item[name]["S"])
