"""Send a certificate to each address that is still pending, once, and write each down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.aws import mailer
from chalicelib.domain.certificate import Certificate, Location, Snapshot
from chalicelib.domain.delivery import Delivery, DeliveryStatus, why_skipped
from chalicelib.domain.recovery import deferred
from chalicelib.errors import MailError, MailQuotaReached, MailRejected, PortalError
from chalicelib.logs import logger, where
from chalicelib.services.mail.certificate_messages import certificate_mail
from chalicelib.store.mail import deliveries
from chalicelib.store.people import accounts
from chalicelib.wording import clock
from chalicelib.zone_names import zone_name

Clock = Callable[[], datetime]

# Longer than one email can take (waits for throttling and one time-out included), so that two
# consumers of one message never send to the same address; if one dies, the next waits this long.
LEASE = timedelta(seconds=60)
# SES accepted the email: recording that is worth more than one try.
RECORD_TRIES = 3


class QuotaReached(PortalError):
    """SES takes no more email today; the certificate waits `until` then, which its owner sees."""

    def __init__(self, until: datetime, queued_at: datetime) -> None:
        super().__init__("The email service accepts no more emails today.")
        self.until = until
        self.queued_at = queued_at


class NotAllSent(PortalError):
    """Some addresses are still pending; trying again can help."""

    retryable = True


@dataclass(frozen=True, slots=True)
class Sending:
    """A certificate on its way, with its PDF."""

    certificate: Certificate
    snapshot: Snapshot
    pdf: bytes
    clock: Clock

    @property
    def location(self) -> Location:
        """Where the certificate lies."""
        return self.certificate.location


def send_pending(sending: Sending, stop_at: datetime | None) -> None:
    """Send to every address whose delivery is pending. Raises NotAllSent, QuotaReached."""
    pending = [
        delivery
        for delivery in deliveries.of_certificate(sending.location)
        if delivery.status is DeliveryStatus.PENDING
    ]
    # A list, not a generator: one address that fails holds up no other. QuotaReached ends it: no
    # other address would be sent to either.
    done = [_done(sending, delivery, stop_at) for delivery in pending]
    if not all(done):
        raise NotAllSent("Some addresses are still pending.")


def _done(sending: Sending, delivery: Delivery, stop_at: datetime | None) -> bool:
    """Whether the delivery is no longer pending, whatever went wrong with it."""
    if stop_at is not None and sending.clock() >= stop_at:
        return False
    try:
        return _send_one(sending, delivery)
    except QuotaReached:
        raise
    except Exception as problem:
        logger.warning(
            "delivery not done",
            certificate_id=sending.snapshot.public_id,
            address_id=delivery.address_id,
            error=type(problem).__name__,
            where=where(problem),
        )
        return False


def _send_one(sending: Sending, delivery: Delivery) -> bool:
    location, clock = sending.location, sending.clock
    address = accounts.address_of(location.account_id, delivery.normalised)
    skipped = why_skipped(sending.certificate, address, named=delivery.named)
    if skipped:
        deliveries.record(location, delivery, DeliveryStatus.SKIPPED, clock(), detail=skipped)
        return True
    now = clock()
    lease = deliveries.lease(location, delivery, now, now + LEASE)
    if not lease:
        # Another consumer has it, or had it: done only if it is no longer pending.
        current = deliveries.load(location, delivery.round, delivery.address_id)
        return current is None or current.status is not DeliveryStatus.PENDING
    mail = certificate_mail(sending.snapshot, delivery, sending.pdf)
    try:
        message_id = mailer.send(mail)
    except MailRejected as problem:
        detail = "The email service refused this address. Check it, or use another one."
        _log_mail_problem("email refused", sending, delivery, problem)
        deliveries.record(location, delivery, DeliveryStatus.FAILED, clock(), detail=detail)
        return True
    except MailQuotaReached:
        raise _wait(sending, delivery) from None
    except MailError as problem:
        _log_mail_problem("email not sent", sending, delivery, problem)
        # Without an answer the email may have gone out: the lease stays, so that SES's report of
        # it comes before the next try.
        if problem.code != mailer.NO_ANSWER:
            deliveries.release(location, delivery, lease)
        return False
    _record_sent(sending, delivery, message_id)
    return True


def _wait(sending: Sending, delivery: Delivery) -> QuotaReached:
    """Tell the owner until when it waits; the lease is given back."""
    now = sending.clock()
    until, queued_at = deferred(now)
    local = until.astimezone(ZoneInfo(sending.snapshot.time_zone))
    zone = zone_name(sending.snapshot.time_zone)
    detail = (
        "So many certificates were emailed today that this one has to wait. We try again around "
        f"{clock(local)} {zone}. You can download it now."
    )
    deliveries.record(sending.location, delivery, DeliveryStatus.PENDING, now, detail=detail)
    return QuotaReached(until, queued_at)


def _record_sent(sending: Sending, delivery: Delivery, message_id: str) -> None:
    for left in reversed(range(RECORD_TRIES)):
        try:
            deliveries.record(
                sending.location,
                delivery,
                DeliveryStatus.SENT,
                sending.clock(),
                message_id=message_id,
            )
        except Exception:
            if not left:
                raise
        else:
            return


def _log_mail_problem(words: str, sending: Sending, delivery: Delivery, problem: MailError) -> None:
    public_id = sending.snapshot.public_id
    logger.warning(
        words, certificate_id=public_id, address_id=delivery.address_id, code=problem.code
    )
