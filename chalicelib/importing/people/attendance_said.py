"""Recorded attendance in one short line."""

from chalicelib.domain.proof import Proof
from chalicelib.importing.quoting import counted


def proof_said(proof: Proof) -> str:
    """`attended 12 sessions, 2 days`."""
    parts = [
        counted(len(held), one, several)
        for held, one, several in (
            (proof.sessions, "session", "sessions"),
            (proof.days, "day", "days"),
        )
        if held
    ]
    return f"attended {', '.join(parts) or 'nothing'}"
