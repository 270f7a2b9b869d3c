"""What the page of one conference shows: its days and rows, what is hidden, what stops Generate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from chalicelib.domain import attended_on as dates
from chalicelib.domain.certificate import AttendedAs
from chalicelib.domain.claim import Claim
from chalicelib.domain.claim_warnings import clashes
from chalicelib.domain.conference import Format, Session
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.limits import OVERLAPS_SHOWN
from chalicelib.domain.moved import moved
from chalicelib.domain.obstacles import obstacles
from chalicelib.domain.open_conference import ClaimSummary, OpenConference, summarize
from chalicelib.domain.reasons import sentence
from chalicelib.domain.selections import Requested
from chalicelib.web.claim_credits import CreditLine, credit_lines
from chalicelib.web.claim_filters import Filter, filters
from chalicelib.web.claim_form import AS, DATE
from chalicelib.web.claim_row import Row
from chalicelib.web.claim_slots import slots


@dataclass(frozen=True, slots=True)
class Hidden:
    """Sessions that cannot be claimed for one reason."""

    reason: str
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The page's content; `days` pairs a date with its rows, `gone` are ids the program lost,
    with their session if it is known.

    `stopped` says why Generate cannot be pressed now, or ""; `unsaved`: what is ticked is not what
    is stored.
    """

    opened: OpenConference
    summary: ClaimSummary
    days: list[tuple[date, list[Row]]]
    hidden: list[Hidden]
    gone: dict[str, Session | None]
    stopped: str
    unsaved: bool

    @property
    def credit_lines(self) -> tuple[CreditLine, ...]:
        """What is selected of each credit type."""
        return credit_lines(self.opened.conference.policies.credit_types, self.summary.credits)

    @property
    def rows(self) -> list[Row]:
        """Every row, in the program's order."""
        return [row for _, rows in self.days for row in rows]

    @property
    def filters(self) -> list[Filter]:
        """What the rows can be searched by."""
        return filters(self.rows, self.opened.conference.policies.credit_types)

    @staticmethod
    def slots(rows: list[Row]) -> list[tuple[str, list[Row]]]:
        """A day's rows under headings by time."""
        return slots(rows)

    @property
    def pairs(self) -> list[tuple[Row, Row]]:
        """The rows that overlap, each pair once, the first of many."""
        by_number = {row.number: row for row in self.rows}
        found = [
            (row, by_number[other])
            for row in self.rows
            for other, _ in row.clashes
            if row.number < other
        ]
        return found[:OVERLAPS_SHOWN]

    def place_of(self, field: str) -> str:
        """The id of the element that a problem is about; "" for none."""
        if field == "name":
            return field
        wanted = field.removeprefix(DATE).removeprefix(AS).removeprefix("selections.").split("+")[0]
        row = next((row for row in self.rows if row.session.id == wanted), None)
        if row is None:
            return ""
        place = {DATE: "d", AS: "w"}.get(field[: len(DATE)], "r") if row.editable else "r"
        return f"{place}{row.number}"

    @property
    def dates_left(self) -> list[Row]:
        """The rows to look at before generating."""
        return [row for row in self.rows if row.date_left]


def claim_page(opened: OpenConference, sent: Sequence[Requested] = ()) -> ClaimPage:
    """The page with what is saved or, where something was `sent` but not taken, with that."""
    ticked = opened.with_selections(*as_sent(opened, sent)) if sent else opened
    shown = ticked.claim.selections
    rows = _rows(ticked)
    return ClaimPage(
        opened=opened,
        summary=summarize(ticked),
        days=[(day, list(group)) for day, group in groupby(rows, key=lambda row: row.session.day)],
        hidden=_hidden(ticked),
        gone={
            session_id: opened.withdrawn.get(session_id)
            for session_id in shown
            if session_id not in opened.claimable
        },
        stopped=next((problem.message for problem in obstacles(ticked)), ""),
        unsaved=differs(ticked.claim, opened.claim),
    )


def as_sent(
    opened: OpenConference, sent: Iterable[Requested]
) -> tuple[dict[str, date], frozenset[str]]:
    """What was sent, as far as the program knows it: nobody ticks twice because of one bad date.

    The dates of the sessions, and which of them are recordings.
    """
    known = [
        request
        for request in sent
        if request.session_id in opened.claimable
        and not (request.given and request.attended_on is None)
    ]
    days = {
        one.session_id: one.attended_on or opened.claimable[one.session_id].session.day
        for one in known
    }
    said = {one.session_id for one in known if one.attended_as is AttendedAs.RECORDING}
    return days, frozenset(said if opened.conference.policies.asks_live else ())


def differs(one: Claim, other: Claim) -> bool:
    """Whether they have other sessions, dates or recordings."""
    return (one.selections, one.recordings) != (other.selections, other.recordings)


def _rows(opened: OpenConference) -> list[Row]:
    shown = opened.claim.selections
    news = {one.session.id: one.message for one in moved(opened.claim.ticks, opened.sessions)}
    found = [
        one
        for one in opened.claimable.values()
        # After the deadline nothing can be selected: what is selected is all there is to see.
        if one.session.id in shown or (one.allowed and not opened.closed)
    ]
    found.sort(key=lambda f: f.session.day)
    clashing = _clashing(opened, {f.session.id: n for n, f in enumerate(found)})
    return [
        replace(
            _row(number, opened, one, clashing.get(one.session.id, ())),
            moved=news.get(one.session.id, "") if one.session.id in shown else "",
        )
        for number, one in enumerate(found)
    ]


def _row(
    number: int,
    opened: OpenConference,
    found: Claimable,
    clashes: tuple[tuple[int, str], ...],
) -> Row:
    session, claim = found.session, opened.claim
    movable = dates.editable(session) and (found.allowed or opened.closed)
    attended_on = claim.selections.get(session.id, session.day) if movable else session.day
    return Row(
        number=number,
        session=session,
        selected=session.id in claim.selections,
        attended_on=attended_on,
        editable=movable and found.allowed and not opened.closed,
        latest=opened.today,
        clashes=clashes,
        why_not=sentence(found.reason) if found.reason else "",
        asked=movable and opened.conference.policies.asks_live,
        recording=session.id in claim.recordings or attended_on > session.day,
        watchable=session.format is Format.VIRTUAL or found.virtual,
    )


def _clashing(
    opened: OpenConference, numbers: Mapping[str, int]
) -> dict[str, tuple[tuple[int, str], ...]]:
    """For each selected session, the rows it overlaps, unless the conference allows it."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    policy = opened.conference.policies.overlap
    for first, second in clashes(opened.claim, opened.claimable, policy):
        for one, other in ((first, second), (second, first)):
            title = opened.claimable[other].session.title
            found[one] = (*found.get(one, ()), (numbers[other], title))
    return found


def _hidden(opened: OpenConference) -> list[Hidden]:
    by_reason: dict[str, list[Session]] = {}
    if opened.closed:
        return []
    for found in opened.claimable.values():
        if found.reason is not None and found.session.id not in opened.claim.selections:
            reason = sentence(found.reason)
            by_reason.setdefault(reason, []).append(found.session)
    return [Hidden(reason, sessions) for reason, sessions in by_reason.items()]
