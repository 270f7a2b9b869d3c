"""Dead letters back to the queue: the only way from `failed` to `queued`."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from chalicelib.aws import queue
from chalicelib.domain.recovery import Fate, why_not_redriven
from chalicelib.logs import logger
from chalicelib.store.certificates import certificates, snapshots

_BATCH = 10  # what SQS gives at once


@dataclass(frozen=True, slots=True)
class Redriven:
    """What became of each letter, and the public ids of the certificates that were queued again."""

    letters: dict[Fate, int]
    queued: tuple[str, ...]


def redrive(limit: int, now: datetime) -> Redriven:
    """Move up to `limit` dead letters back. Ended anywhere, running it again goes on from there."""
    fates: Counter[Fate] = Counter()
    queued: list[str] = []
    while fates.total() < limit:
        letters = queue.take_dead_letters(min(_BATCH, limit - fates.total()))
        if not letters:
            break
        for receipt_handle, body in letters:
            public_id = _public_id(body)
            fate = retry(public_id, now)
            fates[fate] += 1
            if fate is Fate.QUEUED:
                queued.append(public_id)
            if fate is not Fate.UNREADABLE:
                queue.delete_dead_letter(receipt_handle)
    return Redriven(dict(fates), tuple(queued))


def retry(public_id: str, now: datetime) -> Fate:
    """Queue one failed certificate again, with or without a dead letter."""
    if not public_id:
        return Fate.UNREADABLE
    location = snapshots.locate(public_id)
    certificate = certificates.load(location) if location else None
    if certificate is None:
        return Fate.UNKNOWN
    stays = why_not_redriven(certificate)
    if stays:
        return stays
    if not certificates.revive(certificate, now):
        return Fate.NOT_FAILED
    # The record first: if this process ends here, the sweep sends the message.
    queue.send(public_id, "redrive")
    logger.info("queued again", certificate_id=public_id)
    return Fate.QUEUED


def _public_id(body: str) -> str:
    try:
        return str(json.loads(body)["certificate_id"])
    except (ValueError, TypeError, KeyError):
        return ""
