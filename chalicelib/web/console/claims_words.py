"""What a claim and its certificate are called on the console's pages."""

from chalicelib import wording
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claim_days import Period
from chalicelib.domain.claimant import Claimant, Latest, Which
from chalicelib.domain.claims_export import Stage
from chalicelib.domain.conference import Conference
from chalicelib.domain.credit_totals import counted_again
from chalicelib.domain.delivery import CAME_BACK, DeliveryStatus
from chalicelib.domain.totals import credit

# What a filter is called, and what it means.
FILTERS = {
    Which.ALL: ("Everybody", "Everyone who selected a session or has a certificate."),
    Which.NO_CERTIFICATE: (
        "No certificate yet",
        "They selected sessions but have never generated a certificate.",
    ),
    Which.RETURNED: (
        "Email returned",
        "An email with the certificate came back from at least one of their addresses.",
    ),
    Which.FAILED: (
        "Certificate failed",
        "The certificate couldn't be made or sent. They can generate it again.",
    ),
}
STAGES = {
    Stage.ASKED: "Being made",
    Stage.MADE: "Ready",
    Stage.FAILED: "Couldn't be made",
}
_STATES = {
    CertificateStatus.QUEUED: "on its way",
    CertificateStatus.MADE: "on its way",
    CertificateStatus.FAILED: "failed",
}
_EMAILS = (
    ("Delivered", (DeliveryStatus.DELIVERED,)),
    ("Sent, not reported yet", (DeliveryStatus.SENT,)),
    ("Waiting to be sent", (DeliveryStatus.PENDING,)),
    ("Returned", CAME_BACK),
    ("Not sent: address no longer used", (DeliveryStatus.SKIPPED,)),
)


def which_of(text: str) -> Which:
    """The filter that an address names; everybody where it names none."""
    return Which(text) if text in tuple(Which) else Which.ALL


def totals(conference: Conference, one: Claimant) -> list[str]:
    """Each total that the claim earns: `1.50 contact hours`, `1.25 NBCC clock hours`."""
    built_in = credit(one.contact_minutes, conference.policies.rounding)
    said = []
    earned = counted_again(one.credits, conference.policies.credit_types)
    if one.contact_minutes or not earned:
        printed = wording.built_in_totals(conference.policies.printed, built_in)
        said = [f"{figure} {words}" for _, words, figure in printed]
    return said + [f"{each.amount} {each.label}" for each in earned]


def state(latest: Latest) -> str:
    """What is to be said of a certificate beside its ID, "" for one that was sent."""
    return "revoked" if latest.revoked else _STATES.get(latest.status, "")


def emails(one: Claimant) -> list[tuple[str, bool]]:
    """What became of the emails, each with whether that is bad; counted where there are several."""
    several = len(one.sendings) > 1
    found = ((words, one.emails(*states), words == "Returned") for words, states in _EMAILS)
    return [(f"{words} ({n})" if several else words, bad) for words, n, bad in found if n]


def days(period: Period) -> str:
    """`Mar 6, 2026`, or the first day of a week or more."""
    first = wording.short_date(period.first)
    return first if period.first == period.last else f"{first} – {wording.short_date(period.last)}"
