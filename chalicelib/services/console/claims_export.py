"""Claims as a file: made at once while they are few, by the consumer of the imports' queue when many.

The record comes first and the message after it; the sweep queues again what was lost in between.
"""

from dataclasses import replace
from datetime import datetime
from itertools import islice

from chalicelib.aws import claims_files
from chalicelib.documents.spreadsheet import as_csv, as_xlsx
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.claimant import Claimant, Which
from chalicelib.domain.claims_export import ClaimsExport, Kind, Stage
from chalicelib.domain.imports import MAX_TRIES
from chalicelib.domain.numbered_id import new_id, numbered_id
from chalicelib.errors import Conflict, NotFound
from chalicelib.logs import logger, where
from chalicelib.services.audit.record import record
from chalicelib.services.console.claims import matching
from chalicelib.services.console.claims_rows import rows
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import claims_exports

# A page waits for so many; more may take longer than the gateway lets a page (docs/performance.md).
AT_ONCE = 500

_MAKES = {Kind.CSV: as_csv, Kind.XLSX: as_xlsx}
_TYPES = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def ask(conference_id: str, which: Which, kind: Kind, by: By, now: datetime) -> ClaimsExport:
    """Have a file made. It is there already where at most 500 people are in it."""
    found = ClaimsExport(new_id(conference_id), which, kind, by.who, now, now)
    facts = {"export": found.number, "which": which.value, "file": kind.value}
    record(Act(conference_scope(conference_id), "ask-for-claims", facts=facts), by, now)
    claims_exports.ask(found)
    few = list(islice(matching(conference_id, which), AT_ONCE + 1))
    if len(few) <= AT_ONCE:
        return _made(found, few, now)
    claims_files.queue(found.id)
    return found


def make(export_id: str, now: datetime) -> ClaimsExport:
    """The consumer's part: as often as it is asked for, once in effect. Raises NotFound, Conflict."""
    found = claims_exports.load(export_id)
    if found is None:
        raise NotFound
    if found.stage is not Stage.ASKED:
        return found
    return _made(found, list(matching(found.conference_id, found.which)), now)


def open_export(conference_id: str, number: str) -> ClaimsExport:
    """The conference's own file. Raises NotFound."""
    found = claims_exports.load(numbered_id(conference_id, number))
    if found is None:
        raise NotFound
    return found


def of_conference(conference_id: str) -> list[ClaimsExport]:
    """The files that were asked for, newest first."""
    return claims_exports.of_conference(conference_id)


def link(conference_id: str, number: str, by: By, now: datetime) -> str | None:
    """An address that downloads it, in the audit; None where it isn't there. Raises NotFound."""
    found = open_export(conference_id, number)
    if not found.kept(now):
        return None
    facts = {"export": found.number}
    record(Act(conference_scope(conference_id), "download-claims", facts=facts), by, now)
    return claims_files.link(found.id, found.file_name)


def give_up(export_id: str, now: datetime) -> None:
    """It cannot be made: say so; nothing where it is."""
    found = claims_exports.load(export_id)
    if found is None or found.stage is not Stage.ASKED:
        return
    try:
        claims_exports.change(found, replace(found, stage=Stage.FAILED), now)
    except Conflict:
        logger.warning("export not given up", export_id=export_id)


def sweep(now: datetime) -> None:
    """Queue what nobody has made yet. One that fails holds up no other."""
    for export_id in claims_exports.unfinished():
        try:
            _swept(export_id, now)
        except Exception as problem:
            logger.error("export not swept", error=type(problem).__name__, where=where(problem))


def _swept(export_id: str, now: datetime) -> None:
    found = claims_exports.load(export_id)
    if found is None or not found.due_again(now):
        return
    if found.tries >= MAX_TRIES:
        give_up(export_id, now)
        return
    claims_exports.change(found, replace(found, tries=found.tries + 1), now)
    claims_files.queue(export_id)


def _made(found: ClaimsExport, people: list[Claimant], now: datetime) -> ClaimsExport:
    """Write it down with everybody's id, then store the file, then say that it is there."""
    stored = conferences.load(found.conference_id)
    if stored is None:
        raise NotFound
    act = Act(
        conference_scope(found.conference_id),
        "export-claims",
        tuple(one.account_id for one in people),
        {"export": found.number, "which": found.which.value, "exported": "yes"},
    )
    record(act, By(found.by), now)
    body = _MAKES[found.kind](rows(stored.conference, people))
    claims_files.put(found.id, body, _TYPES[found.kind])
    logger.info("claims exported", export_id=found.id, rows=len(people))
    return claims_exports.change(found, replace(found, stage=Stage.MADE, rows=len(people)), now)
