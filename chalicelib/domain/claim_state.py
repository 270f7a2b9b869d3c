"""How a claim stands beside its last certificate, as far as the claim alone tells: no schedule read."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.certificate import Certificate, CertificateStatus
from chalicelib.domain.holdings import Holdings
from chalicelib.domain.tick import Tick


@dataclass(frozen=True, slots=True)
class ClaimState:
    """`certificate` is the last one that stands: neither revoked nor failed.

    `added`, `removed` and `redated` count sessions whose tick, chosen date or recording differ from it;
    `uncounted`: they differ, and nothing tells by which (a certificate of version 0.1.0).
    """

    selected: int
    certificate: Certificate | None = None
    added: int = 0
    removed: int = 0
    redated: int = 0
    uncounted: bool = False

    @property
    def same(self) -> bool:
        """Whether the certificate has what is selected."""
        differs = self.added or self.removed or self.redated or self.uncounted
        return self.certificate is not None and not differs

    @property
    def unissued(self) -> bool:
        """Whether something is selected that is on no certificate as it is selected."""
        return self.selected > 0 and not self.same


def claim_state(holdings: Holdings) -> ClaimState:
    """The claim beside its last certificate."""
    claim, latest = holdings.claim, holdings.latest
    selected = len(claim.ticks)
    if latest is None or latest.revoked or latest.status is CertificateStatus.FAILED:
        return ClaimState(selected)
    if claim.issued is None:
        then, now = (latest.sessions, latest.contact_minutes), (selected, claim.contact_minutes)
        return ClaimState(selected, latest, uncounted=then != now)
    return ClaimState(
        selected,
        latest,
        added=len(claim.ticks.keys() - claim.issued.keys()),
        removed=len(claim.issued.keys() - claim.ticks.keys()),
        redated=_redated(claim.issued, claim.ticks),
    )


def _redated(before: Mapping[str, Tick], after: Mapping[str, Tick]) -> int:
    return sum(
        _another_date(before[session_id], after[session_id])
        for session_id in before.keys() & after.keys()
    )


def _another_date(before: Tick, after: Tick) -> bool:
    # Version 0.1.0 kept a date for every tick, chosen or not: without one now, none was chosen.
    if not before.seen and after.chosen is None and not after.recording:
        return False
    return (before.chosen, before.recording) != (after.chosen, after.recording)
