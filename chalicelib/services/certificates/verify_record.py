"""What anyone with a record's ID may see: what it says, and what became of its certificates since."""

from dataclasses import dataclass

from chalicelib.domain.kept_record import KeptRecord
from chalicelib.domain.record_snapshot import RecordedCertificate, RecordSnapshot
from chalicelib.domain.since_recorded import Since, since_recorded
from chalicelib.domain.standing import Standing
from chalicelib.services.certificates.zones import in_their_zones
from chalicelib.store.certificates import records


@dataclass(frozen=True, slots=True)
class VerifiedRecord:
    """A record that was made. `entries` are its certificates, each as it stands now (None: unknown)."""

    kept: KeptRecord
    snapshot: RecordSnapshot
    entries: tuple[tuple[RecordedCertificate, Since | None], ...]

    @property
    def changed(self) -> tuple[tuple[RecordedCertificate, Since], ...]:
        """The certificates that were revoked or replaced since."""
        return tuple(
            (one, since)
            for one, since in self.entries
            if since is not None and since.standing is not Standing.VALID
        )


def verify_record(public_id: str) -> VerifiedRecord | None:
    """The record of an ID; None where there is none."""
    stored = records.snapshot_of(public_id)
    if stored is None:
        return None
    snapshot, digest = stored
    held, all_kept = records.with_holdings(snapshot.account_id)
    kept = next((one for one in all_kept if one.digest == digest), None)
    if kept is None:
        return None
    found = in_their_zones(one for each in held.values() for one in each.certificates)
    now_held = {one.public_id: one for one in found}
    entries = tuple((one, since_recorded(one.public_id, now_held)) for one in snapshot.certificates)
    return VerifiedRecord(kept, snapshot, entries)
