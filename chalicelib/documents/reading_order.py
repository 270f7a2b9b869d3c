"""Which way text is read, and the order it is drawn in (UAX #9), as xhtml2pdf's bidi module has it.

That module is light and stands alone: it is not the renderer.
"""

from xhtml2pdf.bidi import bidi_class, display_order, needs_bidi

__all__ = ["bidi_class", "direction", "display_order", "needs_bidi"]


def direction(text: str) -> str:
    """ "R" for text whose first letter is read from the right, else "L"."""
    for character in text:
        found = bidi_class(character)
        if found in {"L", "R", "AL"}:
            return "L" if found == "L" else "R"
    return "L"
