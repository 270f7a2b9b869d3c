"""What runs every five minutes."""

from datetime import UTC, datetime

from chalicelib import metrics
from chalicelib.services.certificates.sweep import sweep
from chalicelib.services.people.erase import finish_erasures


def run_sweep() -> None:
    """Requeue what was accepted but never sent; finish erasing accounts that were deleted."""
    metrics.started()
    finish_erasures()
    sweep(datetime.now(UTC))
