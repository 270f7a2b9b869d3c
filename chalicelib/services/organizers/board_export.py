"""The certificates of a conference that stand, as rows that a board asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.board_columns import (
    LICENSE_NUMBER,
    Cell,
    Column,
    Issued,
    RowsPer,
    board_rows,
)
from chalicelib.domain.conference import Conference
from chalicelib.domain.email_address import address_id
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.standing import stands
from chalicelib.importing.progress import in_parallel, silent
from chalicelib.services.audit.record import record
from chalicelib.services.organizers.roster import owners_of, registered
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import by_conference, claims
from chalicelib.store.claims.by_conference import CertificateEntry


def credit_ids(conference: Conference) -> list[str]:
    """The conference's credit types, then those that it has no longer and certificates still print."""
    known = [type_.id for type_ in conference.policies.credit_types]
    return list(dict.fromkeys([*known, *sorted(by_conference.credits_issued(conference.id))]))


def board_export(
    conference_id: str, per: RowsPer, columns: Sequence[Column], by: By, now: datetime,
    text: str = "",
) -> list[list[Cell]]:  # fmt: skip
    """Names of columns, then rows in order of addresses, of registered people as `registered` finds them.

    In the audit, with every address's id, before anything is read. Raises Conflict where the
    conference was not reindexed.
    """
    people = list(registered(conference_id, text))
    licenses = any(column.field == LICENSE_NUMBER for column in columns)
    facts = {"exported": "yes", "rows": per.value, "licenses": "yes" if licenses else "no"}
    act = Act(conference_scope(conference_id), "roster", tuple(map(address_id, people)), facts)
    record(act, by, now)
    owners = owners_of(people)
    have = {
        entry.account_id
        for entry in by_conference.every(conference_id)
        if isinstance(entry, CertificateEntry)
    }
    # A person of two addresses is listed under the first.
    first = {owners[email]: email for email in reversed(people) if owners.get(email) in have}
    listed = [(email, account_id) for account_id, email in reversed(first.items())]

    def issued(one: tuple[str, str]) -> list[Issued]:
        return _issued(*one, claims.at_conference(one[1], conference_id))

    found = in_parallel(listed, issued, "Reading certificates", silent)
    every = [each for some in found for each in some]
    if not licenses:
        every = [replace(one, snapshot=replace(one.snapshot, license=None)) for one in every]
    return board_rows(per, columns, every)


def _issued(email: str, account_id: str, held: Holdings) -> list[Issued]:
    read = (snapshots.load(one.public_id) for one in held.certificates if stands(one))
    return [Issued(email, snapshot) for snapshot in read if snapshot is not None]
