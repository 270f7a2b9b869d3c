"""What earlier versions did not write: found by reading whole tables, which nothing else here does.

Running it again, or at the same time as the portal, changes nothing that is right already.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.registration import Registration
from chalicelib.store.accounts_table import RegistrationsItem
from chalicelib.store.claims_table import CertificateItem, ClaimItem, ClaimsTable, DeliveryItem
from chalicelib.store.conferences_table import ConferenceItem, ListedItem
from chalicelib.store.keys import (
    CONFERENCE,
    CONFERENCES,
    REGISTRATIONS,
    account_of,
    conference_of,
    email_of,
)
from chalicelib.store.people.registrations import read_registrations
from chalicelib.store.shards import conference_shard
from chalicelib.store.tables import all_of, change_if


def unlisted_conferences() -> list[str]:
    """Conferences that the list of all does not name."""
    there = {item.pk for item in ConferenceItem.scan(ConferenceItem.sk == CONFERENCE)}
    return sorted(there - {item.sk for item in all_of(ListedItem, CONFERENCES)})


def unindexed() -> Iterator[ClaimsTable]:
    """Claims, unreplaced certificates and deliveries not in `by-conference`, and certificates in it that
    0.1.0 replaced.
    """
    missing = ClaimsTable.conference_shard.does_not_exist()
    yield from ClaimItem.scan(missing)
    latest = (CertificateItem.superseded_by == "") & CertificateItem.ttl.does_not_exist()
    yield from CertificateItem.scan(missing & latest)
    yield from DeliveryItem.scan(missing)
    there = ClaimsTable.conference_shard.exists()
    yield from CertificateItem.scan(there & (CertificateItem.superseded_by != ""))


class WithoutTotals(NamedTuple):
    """A certificate by where it is kept."""

    pk: str
    sk: str
    public_id: str


def without_totals() -> Iterator[WithoutTotals]:
    """Certificates that do not say which totals they print: the usual ones, or it was not kept yet."""
    names = ["pk", "sk", "kind", "public_id"]
    for item in CertificateItem.scan(
        CertificateItem.printed.does_not_exist(), attributes_to_get=names
    ):
        yield WithoutTotals(item.pk, item.sk, item.public_id)


def tell_totals(found: WithoutTotals, printed: str) -> bool:
    """Keep which totals it prints, with commas; False when it is gone."""
    kept = [CertificateItem.printed.set(printed)]
    return change_if(CertificateItem(found.pk, found.sk), kept, CertificateItem.pk.exists())


def index(item: ClaimsTable) -> bool:
    """Give it its place in the index, or take it out; False when it has changed since it was read."""
    if isinstance(item, CertificateItem) and item.superseded_by:
        gone = [CertificateItem.conference_shard.remove()]
        return change_if(CertificateItem(item.pk, item.sk), gone, CertificateItem.pk.exists())
    shard = conference_shard(conference_of(item.sk), account_of(item.pk))
    actions = [type(item).conference_shard.set(shard)]
    unchanged = ClaimsTable.conference_shard.does_not_exist() & ClaimsTable.pk.exists()
    if isinstance(item, ClaimItem):
        actions.append(ClaimItem.selected.set(len(json.loads(item.selections))))
        unchanged &= ClaimItem.version == item.version
    elif isinstance(item, CertificateItem):
        unchanged &= CertificateItem.superseded_by == ""
    return change_if(type(item)(item.pk, item.sk), actions, unchanged)


def registered() -> dict[str, dict[str, tuple[Registration, ...]]]:
    """Every registration: by conference, then by normalised address."""
    found: dict[str, dict[str, tuple[Registration, ...]]] = {}
    for item in RegistrationsItem.scan(RegistrationsItem.sk.startswith(REGISTRATIONS)):
        conference_id = item.sk.removeprefix(REGISTRATIONS)
        found.setdefault(conference_id, {})[email_of(item.pk)] = read_registrations(item)
    return found
