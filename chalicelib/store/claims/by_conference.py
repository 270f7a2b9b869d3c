"""Claims and latest certificates of a conference, through the index: paged, and a little behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from chalicelib.domain.certificate import CertificateStatus
from chalicelib.store.certificates.credits import load_credits
from chalicelib.store.claims_table import (
    ByConferenceIndex,
    CertificateItem,
    ClaimItem,
    ClaimsTable,
    DeliveryItem,
)
from chalicelib.store.keys import account_of
from chalicelib.store.raw import raw_of_index
from chalicelib.store.shards import conference_shards

Place = tuple[int, Mapping[str, Any] | None]  # a shard's place, and the key to go on after
START: Place = (0, None)
_INDEX = ByConferenceIndex.Meta.index_name


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """What the index says of a claim; `selected` is 0 until a claim of 0.1.0 is reindexed."""

    account_id: str
    selected: int
    contact_minutes: int
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class CertificateEntry:
    """What the index says of an account's latest certificate."""

    account_id: str
    public_id: str
    name: str
    status: CertificateStatus
    issued_at: datetime
    contact_minutes: int
    revoked: bool


Entry = ClaimEntry | CertificateEntry


def page(
    conference_id: str, place: Place = START, size: int = 100
) -> tuple[list[Entry], Place | None]:
    """The entries of `size` items from a place on, and where to go on (None at the end).

    An account's entries are side by side; one may be the last of a page and the other the first of
    the next. A page may be short, or empty, where a shard ends.
    """
    shards = conference_shards(conference_id)
    number, after = place
    found = ClaimsTable.by_conference.query(
        shards[number], limit=size, last_evaluated_key=dict(after) if after else None
    )
    entries = [_entry(item) for item in found if not isinstance(item, DeliveryItem)]
    if found.last_evaluated_key:
        return entries, (number, found.last_evaluated_key)
    return entries, (number + 1, None) if number + 1 < len(shards) else None


def every(conference_id: str) -> Iterator[Entry]:
    """All entries of a conference."""
    for shard in conference_shards(conference_id):
        for item in ClaimsTable.by_conference.query(shard):
            if not isinstance(item, DeliveryItem):
                yield _entry(item)


@dataclass(frozen=True, slots=True)
class Stands:
    """Whether somebody's latest certificate is there, and whether it was revoked."""

    certified: bool = False
    revoked: bool = False


def with_claims(conference_id: str) -> dict[str, Stands]:
    """The accounts with a claim or a certificate, and how that stands."""
    found: dict[str, Stands] = {}
    for shard in conference_shards(conference_id):
        for item in raw_of_index(ClaimsTable, _INDEX, shard, only=["pk", "kind", "revoked_at"]):
            account_id, kind = account_of(item["pk"]["S"]), item["kind"]["S"]
            if kind == "CERTIFICATE":
                found[account_id] = Stands(True, "revoked_at" in item)
            elif kind == "CLAIM":
                found.setdefault(account_id, Stands())
    return found


def credits_issued(conference_id: str) -> set[str]:
    """The ids of the credit types that the latest certificates print."""
    found: set[str] = set()
    for shard in conference_shards(conference_id):
        for item in ClaimsTable.by_conference.query(
            shard,
            filter_condition=(ClaimsTable.kind == CertificateItem)
            & CertificateItem.credits.exists(),
            attributes_to_get=["pk", "kind", "credits"],
        ):
            found |= {total.id for total in load_credits(cast(CertificateItem, item).credits)}
    return found


def _entry(item: ClaimsTable) -> Entry:
    account_id = account_of(item.pk)
    if isinstance(item, ClaimItem):
        return ClaimEntry(
            account_id, int(item.selected or 0), int(item.contact_minutes), item.saved_at
        )
    certificate = cast(CertificateItem, item)  # the index holds nothing else but deliveries
    return CertificateEntry(
        account_id=account_id,
        public_id=certificate.public_id,
        name=certificate.name,
        status=CertificateStatus(certificate.status),
        issued_at=certificate.issued_at,
        contact_minutes=int(certificate.contact_minutes),
        revoked=certificate.revoked_at is not None,
    )
