"""Who claimed at a conference and what became of it, through its index: no table is gone through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.claim_days import Period, periods
from chalicelib.domain.claimant import Claimant, Figures, Which, figures, matches
from chalicelib.domain.conference import Conference
from chalicelib.domain.session_counts import Counts, Held, session_counts
from chalicelib.errors import NotFound
from chalicelib.importing.progress import in_parallel, parts, silent
from chalicelib.services.audit.record import record
from chalicelib.store.claims import by_conference, claimants, conferences
from chalicelib.store.people import accounts
from chalicelib.store.tables import KEYS_AT_ONCE

PAGE = 50  # people of a page: the names of all of them are one call
MOST_ADDRESSES = 100  # of a page: each account is read; the file has all


@dataclass(frozen=True, slots=True)
class Row:
    """A person of the table, by the name on the certificate, or the account's, or an address."""

    one: Claimant
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """The people of a page by name; `after` is where the next page begins, "" at the end."""

    rows: tuple[Row, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What all claims come to, and when."""

    figures: Figures
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Addresses:
    """One address a person; `returning` people have none that email reaches. `after` is where the next
    page begins, "" at the end.
    """

    addresses: tuple[str, ...]
    returning: int
    after: str


def table(conference_id: str, which: Which, after: str = "") -> Table:
    """The next people after an account ("": the first), in an order that stays the same."""
    # Those of a filter may be far between.
    at_once = claimants.SOME if which is Which.ALL else None
    everybody = claimants.every(conference_id, after, at_once, which)
    found = list(islice((one for one in everybody if matches(one, which)), PAGE + 1))
    shown = found[:PAGE]
    rows = sorted(_named(shown), key=lambda row: row.name.casefold())
    return Table(tuple(rows), shown[-1].account_id if len(found) > PAGE else "")


def overview(conference: Conference) -> Overview:
    """Figures, and what happened day by day."""
    everybody = list(claimants.every(conference.id, only=claimants.STATES))
    return Overview(figures(everybody), periods(everybody, conference.zone))


def by_session(conference_id: str) -> Counts:
    """How many ticked each session, and how many certificates have it. Raises NotFound."""
    stored = conferences.load(conference_id)
    if stored is None:
        raise NotFound
    return session_counts(stored.sessions, stored.withdrawn, _held(conference_id))


def addresses(conference_id: str, which: Which, after: str, by: By, now: datetime) -> Addresses:
    """An address for each of the next people after an account, that email reaches where there is one.

    In the audit, with every account's id, before the addresses are read.
    """
    everybody = claimants.every(conference_id, after, which=which, only=claimants.STATES)
    found = list(islice((one for one in everybody if matches(one, which)), MOST_ADDRESSES + 1))
    ids = [one.account_id for one in found[:MOST_ADDRESSES]]
    facts = {"which": which.value}
    record(Act(conference_scope(conference_id), "copy-addresses", tuple(ids), facts), by, now)
    people = list(in_parallel(ids, accounts.with_addresses, "Reading addresses", silent))
    chosen = [_address(account) for account in people if account and account.verified]
    return Addresses(
        tuple(sorted(address for address, _ in chosen)),
        sum(not reached for _, reached in chosen),
        ids[-1] if len(found) > MOST_ADDRESSES else "",
    )


def matching(conference_id: str, which: Which) -> Iterator[Claimant]:
    """Everybody looked for."""
    everybody = claimants.every(conference_id, which=which)
    return (one for one in everybody if matches(one, which))


def _address(account: Account) -> tuple[str, bool]:
    reached = account.recipients
    return (reached or account.verified)[0].shown, bool(reached)


def _named(shown: list[Claimant]) -> Iterator[Row]:
    names = accounts.names_of([one.account_id for one in shown if one.latest is None])
    for one in shown:
        name = one.latest.name if one.latest else names.get(one.account_id, "")
        yield Row(one, name or _address_for(one.account_id))


def _address_for(account_id: str) -> str:
    account = accounts.load(account_id)
    return account.in_order[0].shown if account and account.addresses else account_id


def _held(conference_id: str) -> Iterator[Held]:
    everybody = by_conference.with_claims(conference_id)
    for part in parts(list(everybody), KEYS_AT_ONCE):
        for account_id, ticked, issued in claimants.ticks(conference_id, part):
            stands = everybody[account_id]
            yield Held(ticked, issued if stands.certified and not stands.revoked else ())
