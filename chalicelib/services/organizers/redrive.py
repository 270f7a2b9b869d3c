"""Dead letters back to the queue: the only way from `failed` to `queued`."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws import imports_queue, queue
from chalicelib.domain.audit import PORTAL, Act, By, account_scope
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.recovery import Fate, why_not_redriven
from chalicelib.logs import logger
from chalicelib.services.audit.record import record, refused
from chalicelib.store.certificates import certificates, records, snapshots

_BATCH = 10  # what SQS gives at once


@dataclass(frozen=True, slots=True)
class Redriven:
    """What became of each letter, and the public ids of the certificates that were queued again."""

    letters: dict[Fate, int]
    queued: tuple[str, ...]


def redrive(limit: int, by: By, now: datetime) -> Redriven:
    """Move up to `limit` dead letters back. Ended anywhere, running it again goes on from there."""
    fates: Counter[Fate] = Counter()
    queued: list[str] = []
    while fates.total() < limit:
        letters = queue.take_dead_letters(min(_BATCH, limit - fates.total()))
        if not letters:
            break
        known = [(handle, _public_id(body)) for handle, body in letters]
        subjects = tuple(public_id for _, public_id in known if public_id)
        record(Act(PORTAL, "redrive", subjects), by, now)
        for receipt_handle, public_id in known:
            fate = _again(public_id, now)
            fates[fate] += 1
            if fate is Fate.QUEUED:
                queued.append(public_id)
            if fate is not Fate.UNREADABLE:
                queue.delete_dead_letter(receipt_handle)
    return Redriven(dict(fates), tuple(queued))


def redrive_imports(limit: int, by: By, now: datetime) -> int:
    """Move up to `limit` dead letters of the imports queue back; returns how many.

    Each is looked at anew: what its import, or whatever it names, no longer waits for is skipped.
    """
    moved = 0
    while moved < limit:
        letters = imports_queue.take_dead_letters(min(_BATCH, limit - moved))
        if not letters:
            break
        record(Act(PORTAL, "redrive-imports", facts={"messages": str(len(letters))}), by, now)
        for receipt_handle, body in letters:
            imports_queue.send_again(receipt_handle, body)
        moved += len(letters)
    return moved


def retry(public_id: str, by: By, now: datetime) -> Fate:
    """Queue one failed certificate again, without a dead letter."""
    location = snapshots.locate(public_id)
    scope = account_scope(location.account_id) if location else PORTAL
    act = Act(scope, "retry-failed", (public_id,))
    entries = record(act, by, now)
    fate = _again(public_id, now)
    if fate is not Fate.QUEUED:
        refused(act, entries, by, now)
    return fate


def _again(public_id: str, now: datetime) -> Fate:
    if not public_id:
        return Fate.UNREADABLE
    location = snapshots.locate(public_id)
    certificate = certificates.load(location) if location else None
    if certificate is None:
        return _record_again(public_id, now)
    stays = why_not_redriven(certificate)
    if stays:
        return stays
    if not certificates.revive(certificate, now):
        return Fate.NOT_FAILED
    # The record first: if this process ends here, the sweep sends the message.
    queue.send(public_id, "redrive")
    logger.info("queued again", certificate_id=public_id)
    return Fate.QUEUED


def _record_again(public_id: str, now: datetime) -> Fate:
    """The same for a record that was asked for as a PDF."""
    kept = records.locate(public_id)
    if kept is None:
        return Fate.UNKNOWN
    if kept.status is not CertificateStatus.FAILED or not records.queued_again(kept, now):
        return Fate.NOT_FAILED
    queue.send(public_id, "redrive")
    logger.info("queued again", record_id=public_id)
    return Fate.QUEUED


def _public_id(body: str) -> str:
    try:
        return str(json.loads(body)["certificate_id"])
    except (ValueError, TypeError, KeyError):
        return ""
