"""What a file holds, as messages may show it: it cannot take over a terminal or a page."""

from chalicelib.domain.text import JOINERS, clean_text

_LINE_LENGTH = 2000
_QUOTED_LENGTH = 60


def message_line(text: str) -> str:
    """A line of a message, printable and at most 2,000 characters."""
    return printable(text, _LINE_LENGTH)


def printable(text: str, limit: int) -> str:
    """Cleaned, and without what a terminal may not know: a code point Unicode has not assigned yet."""
    return "".join(c for c in clean_text(text, limit) if c.isprintable() or c in JOINERS)


def quoted(value: str) -> str:
    """A value in quotation marks, cleaned and at most 60 characters."""
    cleaned = printable(value[:1000], _QUOTED_LENGTH + 1)
    if not cleaned:
        return "an empty value"
    return f"“{cleaned[:_QUOTED_LENGTH]}…”" if len(cleaned) > _QUOTED_LENGTH else f"“{cleaned}”"


def listed(words: "list[str] | tuple[str, ...]", limit: int = 12) -> str:
    """Quoted words separated by commas, the first `limit` of them."""
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(quoted(word) for word in words[:limit]) + more


def counted(number: int, one: str, many: str = "") -> str:
    """`1 session`, `2 sessions`; `many` where adding an s is not enough."""
    return f"{number} {one if number == 1 else many or one + 's'}"
