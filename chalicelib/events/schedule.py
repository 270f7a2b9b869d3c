"""What runs every five minutes."""

from datetime import UTC, datetime

from chalicelib import metrics
from chalicelib.services.certificates.sweep import sweep


def run_sweep() -> None:
    """Requeue what was accepted but never sent."""
    metrics.started()
    sweep(datetime.now(UTC))
