"""What SES reports of an email, and what that means for its delivery and its address.

Reports come twice and in any order. So nothing here counts: a delivery keeps the report that
stands highest, an address the verdict on each recent email, and both come out the same whatever
order they came in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.mail_outcome import MailOutcome, detail_of
from chalicelib.domain.returned import Returned, why_returned

SOFT_BOUNCES_IN_A_ROW = 5
_RECORDED_WITHIN = timedelta(minutes=5)
# Far more than come between two deliveries to one address; keeps the record small.
REMEMBERED_MAILS = 20


_ORDER = tuple(MailOutcome)
_STATUS = {
    MailOutcome.DELAYED: DeliveryStatus.SENT,
    MailOutcome.REFUSED: DeliveryStatus.FAILED,
    MailOutcome.DELIVERED: DeliveryStatus.DELIVERED,
    MailOutcome.SOFT_BOUNCE: DeliveryStatus.BOUNCED,
    MailOutcome.HARD_BOUNCE: DeliveryStatus.BOUNCED,
    MailOutcome.COMPLAINT: DeliveryStatus.COMPLAINED,
}
_VERDICTS = (
    MailOutcome.DELIVERED,
    MailOutcome.SOFT_BOUNCE,
    MailOutcome.HARD_BOUNCE,
    MailOutcome.COMPLAINT,
)
_ENDS_IT = (MailOutcome.HARD_BOUNCE, MailOutcome.COMPLAINT)


@dataclass(frozen=True, slots=True)
class Report:
    """One event of SES about one email of ours. Times are aware.

    `kind`, `type` and `sub_type` are SES's words. `explained` says that the receiving server sent
    a delivery status with the bounce; an automatic answer comes without one.
    """

    kind: str
    message_id: str
    sent_at: datetime
    at: datetime
    type: str = ""
    sub_type: str = ""
    explained: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What a delivery is after a report. `key` sorts: of two reports the higher one stands."""

    outcome: MailOutcome
    status: DeliveryStatus
    detail: str
    at: datetime
    key: str


def outcome_of(report: Report) -> MailOutcome | None:
    """What the report says; None for what changes nothing, automatic answers among it."""
    match report.kind:
        case "Delivery":
            return MailOutcome.DELIVERED
        case "DeliveryDelay":
            return MailOutcome.DELAYED
        case "Reject":
            return MailOutcome.REFUSED
        case "Bounce":
            return _bounce(report)
        case "Complaint":
            # A provider may also report that an email was no spam after all.
            return None if report.type == "not-spam" else MailOutcome.COMPLAINT
        case _:
            return None


def standing(report: Report, outcome: MailOutcome) -> Standing:
    """What the report makes of its delivery, if nothing higher stands."""
    place, at = _ORDER.index(outcome), report.at.astimezone(UTC)
    return Standing(
        outcome=outcome,
        status=_STATUS[outcome],
        detail=detail_of(outcome, report.sub_type),
        at=at,
        key=f"{place}#{at.isoformat(timespec='microseconds')}#{report.sub_type}",
    )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What is known of email to an address since it was last verified.

    `verdicts`: message id → when the email was sent, and what became of it; `causes`: message id →
    SES's sub-type of that verdict, where it has one. `ended_at` is when it last bounced for good or
    complained. `confirmed_at` is when it was last verified again.
    """

    verdicts: Mapping[str, tuple[datetime, MailOutcome]] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)
    ended_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def deliverable(self) -> bool:
        """Whether email may be sent to it."""
        return self.ended_at is None and max(self._rows()) < SOFT_BOUNCES_IN_A_ROW

    @property
    def soft_bounces(self) -> int:
        """How many of the last emails bounced softly, one after the other."""
        return self._rows()[-1]

    @property
    def returned(self) -> Returned | None:
        """Why it is not deliverable, or, where it is, why the last email came back; None if none did."""
        newest = sorted(self.verdicts, key=lambda mail: (self.verdicts[mail][0], mail))
        if self.deliverable:
            wanted = newest[-1:]
        else:
            ends = _ENDS_IT if self.ended_at else (MailOutcome.SOFT_BOUNCE,)
            wanted = [mail for mail in newest if self.verdicts[mail][1] in ends][-1:]
        for mail in wanted:
            verdict = self.verdicts[mail][1]
            if verdict is not MailOutcome.DELIVERED:
                return why_returned(verdict, self.causes.get(mail, ""))
        return None if self.deliverable else Returned.UNKNOWN

    def _rows(self) -> list[int]:
        rows = [0]
        for _, verdict in sorted(self.verdicts.values()):
            rows.append(rows[-1] + 1 if verdict is MailOutcome.SOFT_BOUNCE else 0)
        return rows


def may_overtake(report: Report, now: datetime) -> bool:
    """Whether the record of its email may still be written; after five minutes nothing waits for it."""
    return now - report.sent_at < _RECORDED_WITHIN


def noted(mailbox: Mailbox, report: Report, outcome: MailOutcome) -> Mailbox:
    """The mailbox after a report. The same report again, or one from before it was verified: as it was."""
    # A bounce tells of the day the email was sent, a complaint of the day somebody complained.
    counts_from = report.at if outcome is MailOutcome.COMPLAINT else report.sent_at
    too_old = mailbox.confirmed_at is not None and counts_from <= mailbox.confirmed_at
    if outcome not in _VERDICTS or too_old:
        return mailbox
    before = mailbox.verdicts.get(report.message_id)
    known = [(before[1], mailbox.causes.get(report.message_id, ""))] if before else []
    verdict, cause = max(
        [*known, (outcome, report.sub_type)], key=lambda one: (_VERDICTS.index(one[0]), one[1])
    )
    verdicts = {**mailbox.verdicts, report.message_id: (report.sent_at, verdict)}
    causes = {**mailbox.causes, report.message_id: cause}
    newest = sorted(verdicts, key=lambda mail: (verdicts[mail][0], mail))[-REMEMBERED_MAILS:]
    ended = [at for at in (mailbox.ended_at, counts_from if outcome in _ENDS_IT else None) if at]
    return replace(
        mailbox,
        verdicts={mail: verdicts[mail] for mail in newest},
        causes={mail: causes[mail] for mail in newest if causes.get(mail)},
        ended_at=max(ended, default=None),
    )


def _bounce(report: Report) -> MailOutcome | None:
    if report.type == "Permanent":
        return MailOutcome.HARD_BOUNCE
    # SES reports "out of office" and the like as Transient, General.
    automatic = report.type == "Transient" and report.sub_type == "General" and not report.explained
    return None if automatic else MailOutcome.SOFT_BOUNCE
