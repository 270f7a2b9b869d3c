"""The credit totals of a certificate's record, as JSON."""

from chalicelib.domain.credit_totals import CreditTotal
from chalicelib.store.as_json import AsJson

_CREDITS = AsJson[tuple[CreditTotal, ...]](tuple[CreditTotal, ...])


def dump_credits(totals: tuple[CreditTotal, ...]) -> str | None:
    """None for none: such a record is as version 0.1.0 wrote it."""
    return _CREDITS.dump(totals, exclude_defaults=True).decode() if totals else None


def load_credits(stored: str | None) -> tuple[CreditTotal, ...]:
    """None are stored by version 0.1.0, and where only the built-in total counts."""
    return _CREDITS.load(stored) if stored else ()
