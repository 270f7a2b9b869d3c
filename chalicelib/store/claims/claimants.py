"""Everybody who holds something at a conference, an account at a time, through the index `by-conference`.

The index lags a little. An account's items are side by side in it, in no order that means anything.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claimant import Claimant, Latest, Sending
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import ByConferenceIndex, ClaimsTable
from chalicelib.store.keys import account_key, account_of, claim_key
from chalicelib.store.raw import Raw, number_in, raw_of_index, raw_together, text_in
from chalicelib.store.shards import conference_shard, conference_shards

SOME = 200  # items of a call that wants a page of people, some three for each
_INDEX = ByConferenceIndex.Meta.index_name


def every(conference_id: str, after: str = "", at_once: int | None = None) -> Iterator[Claimant]:
    """Those after an account ("": from the first), always in the same order.

    `at_once` items are read in a call (None: as many as DynamoDB gives).
    """
    shards = conference_shards(conference_id)
    place = shards.index(conference_shard(conference_id, after)) if after else 0
    beyond = ClaimsTable.pk > account_key(after) if after else None
    for shard in shards[place:]:
        found = raw_of_index(ClaimsTable, _INDEX, shard, beyond, at_once)
        for pk, items in groupby(found, key=lambda item: text_in(item, "pk")):
            yield _claimant(account_of(pk), list(items))
        beyond = None


def ticks(
    conference_id: str, account_ids: Sequence[str]
) -> Iterator[tuple[str, list[str], list[str] | None]]:
    """Of each account that has a claim: its id, the sessions ticked, and those of its last certificate
    (None: not kept).
    """
    keys = [(account_key(account_id), claim_key(conference_id)) for account_id in account_ids]
    for item in raw_together(ClaimsTable, keys, ["pk", "ticks", "selections", "issued"]):
        issued, ticked = (
            text_in(item, "issued"),
            text_in(item, "ticks") or text_in(item, "selections"),
        )
        ids = list(json.loads(issued)) if issued else None
        yield account_of(text_in(item, "pk")), list(json.loads(ticked)), ids


def _claimant(account_id: str, items: Sequence[Raw]) -> Claimant:
    claim = next((one for one in items if text_in(one, "kind") == "CLAIM"), {})
    certificates = (one for one in items if text_in(one, "kind") == "CERTIFICATE")
    # A replaced one leaves the index a moment after the one that replaces it has come.
    latest = max(certificates, key=lambda one: text_in(one, "sk"), default=None)
    return Claimant(
        account_id,
        number_in(claim, "selected"),
        number_in(claim, "contact_minutes"),
        load_credits(text_in(claim, "credits")),
        _time(claim, "saved_at") if "saved_at" in claim else None,
        _latest(latest) if latest else None,
        _sendings(text_in(latest, "sk"), items) if latest else (),
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


def _sendings(certificate: str, items: Iterable[Raw]) -> tuple[Sending, ...]:
    """The last round to each address, of the certificate with that sort key."""
    number = certificate.rpartition("#")[2]
    last: dict[str, tuple[str, Raw]] = {}
    for item in items:
        if text_in(item, "kind") != "DELIVERY":
            continue
        of, in_round, address_id = text_in(item, "sk").split("#")[3:]
        if of == number and (address_id not in last or last[address_id][0] < in_round):
            last[address_id] = in_round, item
    return tuple(
        Sending(DeliveryStatus(text_in(one, "status")), _time(one, "at"))
        for _, one in last.values()
    )


def _time(item: Raw, name: str) -> datetime:
    """A time as PynamoDB writes it."""
    return datetime.fromisoformat(text_in(item, name))
