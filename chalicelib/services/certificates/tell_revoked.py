"""Tell a certificate's holder by email that it was revoked: each address once, again where that failed."""

from datetime import timedelta

from chalicelib.aws import mailer
from chalicelib.domain.certificate import Certificate, Location
from chalicelib.errors import MailError, MailRejected, PortalError
from chalicelib.logs import logger
from chalicelib.services.certificates.send_pending import Clock
from chalicelib.services.mail.certificate_messages import certificate_revoked_mail
from chalicelib.store.certificates import notices
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts

# Longer than a few emails can take, so that two consumers never tell the same address.
_LEASE = timedelta(minutes=5)


class NotAllTold(PortalError):
    """Some addresses are still to be told; trying again can help."""

    retryable = True


def tell_holder(certificate: Certificate, clock: Clock) -> None:
    """Email the revocation to each address that is still to be told. Raises NotAllTold."""
    now, location = clock(), certificate.location
    left = notices.take(location, now, now + _LEASE)
    if left is None:
        raise NotAllTold("Another consumer is telling the holder.")
    if not left:
        return
    refused = claims.at_conference(location.account_id, location.conference_id).claim.refused
    failed = [address for address in left if not _told(certificate, location, address, not refused)]
    notices.keep(location, failed)
    if failed:
        raise NotAllTold("Some addresses were not told of the revocation.")


def _told(certificate: Certificate, location: Location, normalised: str, may_reissue: bool) -> bool:
    """Whether there is nothing left to do for an address: sent, refused for good, or no longer theirs."""
    address = accounts.address_of(location.account_id, normalised)
    if address is None or not address.verified or not address.deliverable:
        return True
    reason = certificate.revoked_reason
    mail = certificate_revoked_mail(address.shown, certificate, reason, may_reissue=may_reissue)
    try:
        mailer.send(mail)
    except MailRejected as problem:
        logger.warning("notice refused", certificate_id=certificate.public_id, code=problem.code)
    except MailError as problem:
        logger.warning("notice not sent", certificate_id=certificate.public_id, code=problem.code)
        return False
    return True
