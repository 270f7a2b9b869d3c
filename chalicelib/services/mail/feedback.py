"""Delivered, bounced, complained: SES's reports on emails, kept with delivery and address."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib import metrics
from chalicelib.domain.certificate import Location
from chalicelib.domain.delivery import Delivery
from chalicelib.domain.feedback import Report, may_overtake, outcome_of, standing
from chalicelib.domain.mail_outcome import MailOutcome
from chalicelib.errors import PortalError
from chalicelib.logs import logger
from chalicelib.metrics import Metric
from chalicelib.store.certificates import snapshots
from chalicelib.store.mail import deliveries, mailboxes

_COUNTED = {
    MailOutcome.SOFT_BOUNCE: Metric.BOUNCES,
    MailOutcome.HARD_BOUNCE: Metric.BOUNCES,
    MailOutcome.COMPLAINT: Metric.COMPLAINTS,
}


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a certificate's email; "" and 0 where a tag is missing."""

    certificate: str
    round: int
    address: str


class NoRecordYet(PortalError):
    """A report about an email that is not known yet; trying again can help."""

    retryable = True


def take_report(report: Report, tags: Tags, now: datetime) -> None:
    """Keep what a report says; once or twice comes to the same. Raises NoRecordYet."""
    outcome = outcome_of(report)
    if outcome is None or not tags.certificate:
        logger.info("report without effect", kind=report.kind, tagged=bool(tags.certificate))
        return
    location, delivery = _find(tags)
    if location is None or delivery is None:
        _unknown(report, tags, now)
        return
    after = standing(report, outcome)
    # The delivery may still be pending: the process that sent the email has not recorded it yet,
    # or ended before it could. Then this is the record, and the email is not sent again.
    deliveries.stand(location, delivery, after, report.message_id)
    mailboxes.note(location.account_id, delivery.normalised, report, outcome)
    if outcome in _COUNTED:
        metrics.record(_COUNTED[outcome])
    logger.info(
        "report kept",
        certificate_id=tags.certificate,
        address_id=delivery.address_id,
        outcome=outcome.value,
        sub_type=report.sub_type,
    )


def _find(tags: Tags) -> tuple[Location | None, Delivery | None]:
    location = snapshots.locate(tags.certificate)
    if location is None:
        return None, None
    return location, deliveries.load(location, tags.round, tags.address)


def _unknown(report: Report, tags: Tags, now: datetime) -> None:
    if may_overtake(report, now):
        raise NoRecordYet("The email in this report is not known yet.")
    logger.warning(
        "report about an unknown email", kind=report.kind, certificate_id=tags.certificate
    )
