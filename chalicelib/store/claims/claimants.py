"""Everybody who holds something at a conference, an account at a time, through the index `by-conference`.

The index lags a little. An account's items are side by side in it, in no order that means anything.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claimant import Claimant, Latest, Sending
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import ByConferenceIndex, ClaimItem, ClaimsTable
from chalicelib.store.keys import account_key, account_of, claim_key
from chalicelib.store.shards import conference_shard, conference_shards
from chalicelib.store.tables import raw_of_index

SOME = 200  # items of a call that wants a page of people, some three for each
_INDEX = ByConferenceIndex.Meta.index_name
_Raw = dict[str, dict[str, Any]]


def every(conference_id: str, after: str = "", at_once: int | None = None) -> Iterator[Claimant]:
    """Those after an account ("": from the first), always in the same order.

    `at_once` items are read in a call (None: as many as DynamoDB gives).
    """
    shards = conference_shards(conference_id)
    place = shards.index(conference_shard(conference_id, after)) if after else 0
    beyond = ClaimsTable.pk > account_key(after) if after else None
    for shard in shards[place:]:
        found = raw_of_index(ClaimsTable, _INDEX, shard, beyond, at_once)
        for pk, items in groupby(found, key=lambda item: _text(item, "pk")):
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


def _claimant(account_id: str, items: Sequence[_Raw]) -> Claimant:
    claim = next((one for one in items if _text(one, "kind") == "CLAIM"), {})
    certificates = (one for one in items if _text(one, "kind") == "CERTIFICATE")
    # A replaced one leaves the index a moment after the one that replaces it has come.
    latest = max(certificates, key=lambda one: _text(one, "sk"), default=None)
    return Claimant(
        account_id,
        _number(claim, "selected"),
        _number(claim, "contact_minutes"),
        load_credits(_text(claim, "credits")),
        _time(claim, "saved_at") if "saved_at" in claim else None,
        _latest(latest) if latest else None,
        _sendings(_text(latest, "sk"), items) if latest else (),
    )


def _latest(item: _Raw) -> Latest:
    return Latest(
        public_id=_text(item, "public_id"),
        name=_text(item, "name"),
        status=CertificateStatus(_text(item, "status")),
        issued_at=_time(item, "issued_at"),
        contact_minutes=_number(item, "contact_minutes"),
        revoked="revoked_at" in item,
    )


def _sendings(certificate: str, items: Iterable[_Raw]) -> tuple[Sending, ...]:
    """The last round to each address, of the certificate with that sort key."""
    number = certificate.rpartition("#")[2]
    last: dict[str, tuple[str, _Raw]] = {}
    for item in items:
        if _text(item, "kind") != "DELIVERY":
            continue
        of, in_round, address_id = _text(item, "sk").split("#")[3:]
        if of == number and (address_id not in last or last[address_id][0] < in_round):
            last[address_id] = in_round, item
    return tuple(
        Sending(DeliveryStatus(_text(one, "status")), _time(one, "at")) for _, one in last.values()
    )


def _text(item: _Raw, name: str) -> str:
    """Text, "" where there is none."""
    return str(item[name]["S"]) if name in item else ""


def _number(item: _Raw, name: str) -> int:
    """A whole number, 0 where there is none."""
    return int(item[name]["N"]) if "N" in item.get(name, {}) else 0


def _time(item: _Raw, name: str) -> datetime:
    """A time as PynamoDB writes it."""
    return datetime.fromisoformat(_text(item, name))
