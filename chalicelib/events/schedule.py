"""What runs every five minutes."""

from datetime import UTC, datetime

from chalicelib.services.certificates.sweep import sweep
from chalicelib.services.people.erase import finish_erasures


def run_sweep() -> None:
    """Queue again what was accepted and never sent; finish erasing who left."""
    finish_erasures()
    sweep(datetime.now(UTC))
