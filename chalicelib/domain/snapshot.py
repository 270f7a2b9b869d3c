"""The snapshot that a certificate prints: made once, the same way for an attendee and for a sample."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.domain.certificate import AttendedSession, Location, Snapshot
from chalicelib.domain.claim_sums import claim_credits, claim_totals
from chalicelib.domain.conference import Conference
from chalicelib.domain.license import License


def make_snapshot(
    conference: Conference,
    attended: Sequence[AttendedSession],
    *,
    name: str,
    location: Location,
    public_id: str,
    portal_url: str,
    issued_at: datetime,
    printed_license: License | None = None,
) -> Snapshot:
    """What a certificate of these sessions says, issued at `issued_at` (aware, UTC).

    `portal_url` has no slash at its end; `name` is printed as it is, and so is a
    `printed_license`.
    """
    totals = claim_credits(attended, conference)
    earned = {total.id for total in totals}
    return Snapshot(
        public_id=public_id,
        account_id=location.account_id,
        number=location.number,
        issued_at=issued_at,
        name=name,
        conference_id=conference.id,
        conference_name=conference.name,
        location=conference.location,
        time_zone=conference.time_zone,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        sessions=tuple(attended),
        totals=claim_totals(attended, conference),
        verify_url=f"{portal_url}/verify/{public_id}",
        provider=conference.provider,
        rounding=conference.policies.rounding,
        credit_types=tuple(t for t in conference.policies.credit_types if t.id in earned),
        credits=totals,
        license=printed_license,
        attested=True,
        verified=conference.policies.verified,
    )
