"""What ends a rehearsal."""


class RehearsalFailed(RuntimeError):
    """Says which step failed and what was seen."""


def require(holds: object, otherwise: str) -> None:
    """Go on only if it holds."""
    if not holds:
        raise RehearsalFailed(otherwise)
