"""How long what a certificate says is kept."""

from datetime import datetime

# The longest any board asks for is Texas's seven years: docs/security.md, retention.
KEPT_YEARS = 7


def kept_until(issued_at: datetime) -> datetime:
    """When what is left of a deleted account's certificate goes, too."""
    return issued_at.replace(year=issued_at.year + KEPT_YEARS, month=12, day=31)
