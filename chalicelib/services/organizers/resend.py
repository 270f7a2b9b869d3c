"""Send a certificate again on the operator's word, under the same limits as the attendee's own."""

from datetime import datetime

from chalicelib.domain.audit import Act, By, account_scope, conference_scope
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.problem import Code
from chalicelib.errors import Conflict, NotFound
from chalicelib.services.audit.record import recording
from chalicelib.services.certificates.own_certificates import get_certificate, send_again
from chalicelib.services.certificates.rounds import Generated
from chalicelib.store.certificates import snapshots
from chalicelib.store.people import accounts


def resend(public_id: str, by: By, now: datetime) -> Generated:
    """Open a new round to the addresses verified and deliverable now.

    `started` is False when a round is open or was within the last minute. Raises NotFound (no such
    certificate, or its account was deleted), Conflict (revoked, failed, or no recipient).
    """
    location = snapshots.locate(public_id)
    if location is None:
        raise NotFound(f"There is no certificate {public_id}.")
    account = accounts.load(location.account_id)
    if account is None:
        raise NotFound(f"The account of certificate {public_id} was deleted.")
    if not account.recipients:
        raise Conflict(
            "None of the account's addresses can receive email now. Ask the attendee to verify one, "
            "or to download the certificate.",
            code=Code.NO_RECIPIENT,
        )
    certificate = get_certificate(account, public_id).certificate
    if certificate.status is CertificateStatus.FAILED and not certificate.revoked:
        raise Conflict(
            "This certificate has failed. Use redrive to try it again.", code=Code.FAILED
        )
    theirs, ours = (
        Act(scope, "resend", (public_id,))
        for scope in (account_scope(account.id), conference_scope(location.conference_id))
    )
    with recording(theirs, by, now) as of_account, recording(ours, by, now) as of_conference:
        made = send_again(account, public_id, now)
        if not made.started:
            of_account()
            of_conference()
        return made
