"""What runs every five minutes."""

from datetime import UTC, datetime

from chalicelib import metrics
from chalicelib.services.audit.heads import keep_heads
from chalicelib.services.certificates.sweep import sweep
from chalicelib.services.console import claims_export
from chalicelib.services.imports import sweep as imports
from chalicelib.services.people.erase import finish_erasures


def run_sweep() -> None:
    """Requeue what was accepted but never done; finish erasing accounts; keep the audit's heads."""
    metrics.started()
    finish_erasures()
    sweep(datetime.now(UTC))
    imports.sweep(datetime.now(UTC))
    claims_export.sweep(datetime.now(UTC))
    keep_heads(datetime.now(UTC))
