"""What the page of one conference shows: its days and rows, what is hidden, what stops Generate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from chalicelib.domain import attended_on as dates
from chalicelib.domain.account import Address
from chalicelib.domain.claim import clashes
from chalicelib.domain.conference import Format, Session
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.eligibility import Claimable
from chalicelib.domain.obstacles import obstacles
from chalicelib.domain.open_conference import ClaimSummary, OpenConference, summarize
from chalicelib.domain.reasons import sentence
from chalicelib.domain.tick import moved
from chalicelib.web.claim_credits import CreditLine, credit_lines


@dataclass(frozen=True, slots=True)
class Row:
    """A session as the page shows it. `number` makes short HTML ids; `why_not` is "" if claimable.

    `moved` says what an import changed since it was selected ("" if nothing); `watchable` that the
    person could have watched it later: no one who registered in person is asked when they watched.
    """

    number: int
    session: Session
    selected: bool
    attended_on: date
    editable: bool
    latest: date
    clashes: tuple[str, ...]
    why_not: str
    moved: str = ""
    watchable: bool = False

    @property
    def date_left(self) -> bool:
        """Whether a date that may be another one was left at the session's."""
        at_default = self.attended_on == self.session.day
        return self.selected and self.editable and self.watchable and at_default


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

    def why_undeliverable(self, address: Address) -> str:
        """What became of the email after which nothing more was sent to an address."""
        ends = {
            DeliveryStatus.COMPLAINED: "reported as spam",
            DeliveryStatus.BOUNCED: "returned",
        }
        found = [
            delivery
            for delivery in self.opened.holdings.deliveries
            if delivery.normalised == address.normalised and delivery.status in ends
        ]
        newest = max(found, key=lambda delivery: delivery.at, default=None)
        return ends[newest.status] if newest else "returned or reported as spam"

    @property
    def credit_lines(self) -> tuple[CreditLine, ...]:
        """What is selected of each credit type."""
        return credit_lines(self.opened.conference.policies.credit_types, self.summary.credits)

    @property
    def formats(self) -> set[str]:
        """The formats there are, to filter by."""
        return {row.session.format.value for _, rows in self.days for row in rows}

    @property
    def dates_left(self) -> list[Row]:
        """The rows to look at before generating."""
        return [row for _, rows in self.days for row in rows if row.date_left]


def claim_page(opened: OpenConference, selections: Mapping[str, date] | None = None) -> ClaimPage:
    """The page with `selections` ticked: by default what is saved, else what was sent but not taken."""
    shown = opened.claim.selections if selections is None else selections
    ticked = opened.with_selections(shown)
    rows = _rows(opened, shown)
    return ClaimPage(
        opened=opened,
        summary=summarize(ticked),
        days=[(day, list(group)) for day, group in groupby(rows, key=lambda row: row.session.day)],
        hidden=_hidden(opened, shown),
        gone={
            session_id: opened.withdrawn.get(session_id)
            for session_id in shown
            if session_id not in opened.claimable
        },
        stopped=next((problem.message for problem in obstacles(ticked)), ""),
        unsaved=shown != opened.claim.selections,
    )


def _rows(opened: OpenConference, shown: Mapping[str, date]) -> list[Row]:
    clashing = _clashing(opened, shown)
    news = {one.session.id: one.message for one in moved(opened.claim.ticks, opened.sessions)}
    found = [
        one
        for one in opened.claimable.values()
        # After the deadline nothing can be selected: what is selected is all there is to see.
        if one.session.id in shown or (one.allowed and not opened.closed)
    ]
    found.sort(key=lambda f: f.session.day)
    return [
        replace(
            _row(number, opened, one, shown, clashing.get(one.session.id, ())),
            moved=news.get(one.session.id, "") if one.session.id in shown else "",
        )
        for number, one in enumerate(found)
    ]


def _row(
    number: int,
    opened: OpenConference,
    found: Claimable,
    shown: Mapping[str, date],
    clashes: tuple[str, ...],
) -> Row:
    session = found.session
    editable = found.allowed and dates.editable(session) and not opened.closed
    return Row(
        number=number,
        session=session,
        selected=session.id in shown,
        attended_on=shown.get(session.id, session.day)
        if editable or (opened.closed and dates.editable(session))
        else session.day,
        editable=editable,
        latest=opened.today,
        clashes=clashes,
        why_not=sentence(found.reason) if found.reason else "",
        watchable=session.format is Format.VIRTUAL or found.virtual,
    )


def _clashing(opened: OpenConference, shown: Mapping[str, date]) -> dict[str, tuple[str, ...]]:
    """For each selected session, the titles of those it overlaps, unless the conference allows it."""
    titles: dict[str, tuple[str, ...]] = {}
    policy = opened.conference.policies.overlap
    for first, second in clashes(shown, opened.claimable, policy):
        for one, other in ((first, second), (second, first)):
            titles[one] = (*titles.get(one, ()), opened.claimable[other].session.title)
    return titles


def _hidden(opened: OpenConference, shown: Mapping[str, date]) -> list[Hidden]:
    by_reason: dict[str, list[Session]] = {}
    if opened.closed:
        return []
    for found in opened.claimable.values():
        if found.reason is not None and found.session.id not in shown:
            reason = sentence(found.reason)
            by_reason.setdefault(reason, []).append(found.session)
    return [Hidden(reason, sessions) for reason, sessions in by_reason.items()]
