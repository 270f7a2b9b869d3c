"""Whom to tell by email that a certificate was revoked: kept with it until everyone was told.

Until then it is in the sweep's index, whatever its status.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.domain.certificate import UNFINISHED, Certificate, Location
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key
from chalicelib.store.shards import shard_of
from chalicelib.store.tables import change_if, find


def due(certificate: Certificate, addresses: Iterable[str], now: datetime) -> list[Action]:
    """The changes that go with revoking it; `addresses` are normalised, none: nobody to tell."""
    left = sorted(addresses)
    if not left:
        return []
    return [
        CertificateItem.to_tell.set(json.dumps(left)),
        CertificateItem.queued_at.set(now),
        CertificateItem.attempts.set(0),
        CertificateItem.shard.set(shard_of(certificate.public_id)),
    ]


def take(location: Location, now: datetime, until: datetime) -> list[str] | None:
    """The normalised addresses still to tell, leased until then; None where another has the lease."""
    item = find(CertificateItem, account_key(location.account_id), certificate_key(location))
    if item is None or item.to_tell is None:
        return []
    free = CertificateItem.telling_until.does_not_exist() | (CertificateItem.telling_until < now)
    taken = change_if(
        _key(location),
        [CertificateItem.telling_until.set(until)],
        (CertificateItem.to_tell == item.to_tell) & free,
    )
    return list(json.loads(item.to_tell)) if taken else None


def keep(location: Location, left: list[str]) -> None:
    """These are still to tell; with any, the lease is given back, with none, nothing is left to do."""
    if left:
        changes = [CertificateItem.to_tell.set(json.dumps(left))]
        change_if(
            _key(location),
            [*changes, CertificateItem.telling_until.remove()],
            CertificateItem.to_tell.exists(),
        )
        return
    done = [CertificateItem.to_tell.remove(), CertificateItem.telling_until.remove()]
    unfinished = CertificateItem.status.is_in(*UNFINISHED)
    if not change_if(_key(location), done, CertificateItem.to_tell.exists() & unfinished):
        gone = [*done, CertificateItem.shard.remove()]
        change_if(_key(location), gone, CertificateItem.to_tell.exists())


def _key(location: Location) -> CertificateItem:
    return CertificateItem(account_key(location.account_id), certificate_key(location))
