"""What an organizer does for one person: the printed name, a certificate sent again or taken back."""

from datetime import datetime

from chalicelib.domain.audit import Act, By, account_scope, conference_scope
from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.email_address import address_id, mailbox
from chalicelib.domain.generate import may_open_round
from chalicelib.domain.printed_name import cleaned_name, name_problems
from chalicelib.domain.problem import Code
from chalicelib.errors import Conflict, Invalid
from chalicelib.logs import logger
from chalicelib.services.audit.record import recording
from chalicelib.services.certificates.rounds import open_round_to
from chalicelib.services.console.person import certificate_of, known
from chalicelib.services.mail import helped, send, unknown
from chalicelib.services.organizers import resend as sending
from chalicelib.services.organizers import revoke as revoking
from chalicelib.services.people import throttle
from chalicelib.services.people.reset_password import checked_address
from chalicelib.store.people import credentials


def rename(conference_id: str, account_id: str, name: str, by: By, now: datetime) -> None:
    """The name that the next certificate prints. Raises Invalid, NotFound."""
    account, _, _ = known(conference_id, account_id)
    cleaned = cleaned_name(name)
    problems = name_problems(cleaned)
    if problems:
        raise Invalid(problems)
    theirs, ours = (
        Act(scope, "rename", (account.id,))
        for scope in (account_scope(account.id), conference_scope(conference_id))
    )
    with recording(theirs, by, now), recording(ours, by, now):
        credentials.rename(account.id, cleaned)
    logger.info("renamed by an organizer", account=account.id)


def resend(conference_id: str, account_id: str, public_id: str, by: By, now: datetime) -> bool:
    """Send one again; False where it is on its way, or was sent within the minute.

    Raises NotFound, and Conflict with the reason why it can't be sent.
    """
    _may_be_sent(certificate_of(conference_id, account_id, public_id))
    return sending.resend(public_id, by, now).started


def send_to(
    conference_id: str,
    account_id: str,
    public_id: str,
    typed: str,
    by: By,
    now: datetime,
) -> bool:
    """Send one to a corrected address, which may be none of the account's, and tell its own addresses.

    Returns as `resend`. Raises NotFound, Invalid (not an address), Conflict, TooManyRequests.
    """
    normalised = checked_address(typed, "email")
    account, _, _ = known(conference_id, account_id)
    certificate = certificate_of(conference_id, account_id, public_id)
    _may_be_sent(certificate)
    held = [one for one in account.addresses if one.normalised == normalised]
    if any(not one.deliverable for one in held):
        message = "Email to this address has been returned. Send it to another one."
        raise Conflict(message, code=Code.NO_RECIPIENT)
    if not may_open_round(certificate, now):
        return False
    throttle.take("mail-mailbox", mailbox(normalised), now)
    if not held and not unknown.is_known(normalised):
        unknown.take(by.who, now)
    subjects = (account.id, public_id, address_id(normalised))
    with recording(Act(conference_scope(conference_id), "send-to", subjects), by, now):
        open_round_to(normalised, typed.strip(), certificate, now)
    logger.info("sent to an address an organizer named", certificate_id=public_id)
    if not any(one.verified for one in held):
        told = send.own_addresses(account)
        send.tell(told, lambda to: helped.sent_elsewhere_mail(to, certificate, typed.strip()))
    return True


def revoke(
    conference_id: str,
    account_id: str,
    public_id: str,
    may_reissue: bool,
    by: By,
    now: datetime,
) -> revoking.Revoked:
    """Take one back for the reason of `by`; whether its holder can be told by email, and is told now.

    Raises NotFound, Invalid (no reason), Conflict.
    """
    certificate_of(conference_id, account_id, public_id)
    if not by.why.strip():
        return revoking.revoke(public_id, by.why, may_reissue, by, now)
    # The account's own entry is in the revocation's transaction.
    with recording(Act(conference_scope(conference_id), "revoke", (public_id,)), by, now):
        return revoking.revoke(public_id, by.why, may_reissue, by, now)


def _may_be_sent(certificate: Certificate) -> None:
    if certificate.revoked:
        raise Conflict("This certificate was revoked, so it can't be sent.", code=Code.REVOKED)
    if certificate.status is CertificateStatus.FAILED:
        message = "This certificate could not be made. The attendee can generate it again."
        raise Conflict(message, code=Code.FAILED)
