"""Breaking text into lines that fit: between words, between ideographs, inside a word if it must."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

_IDEOGRAPH = (
    "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u9fff\uf900-\ufaff\uff66-\uff9d"
)
# What may not begin a line, and what may not end one (the gist of JIS X 4051).
_CLOSING = "、。〉》」』】〕・ー！），．：；？"
_OPENING = "〈《「『【〔（"
# A piece is what stays together: an ideograph with its punctuation, or a word up to its hyphen or
# slash; then the space after it, which hangs over the margin.
_PIECE = re.compile(
    rf"(?:[{_OPENING}]*[{_IDEOGRAPH}][{_CLOSING}]*"
    rf"|[^\s{_IDEOGRAPH}{_OPENING}\-/–—]+[\-/–—]*[{_CLOSING}]*|[^\s])?\s*"
)  # fmt: skip


def wrap(text: str, measure: Measure, room: float) -> list[str]:
    """Lines no wider than `room`, in `measure`'s unit; at least one, nothing left out but spaces.

    A single character that is wider than `room` is a line of its own.
    """
    if measure(text) <= room:
        return [text]
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, measure, room):
        width = measure(piece.rstrip())
        if line and used + width > room:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += measure(piece)
    return [*lines, line.rstrip()]


def _pieces(text: str, measure: Measure, room: float) -> Iterator[str]:
    for piece in filter(None, _PIECE.findall(text)):
        if measure(piece.rstrip()) <= room:
            yield piece
        else:
            yield from _broken(piece, measure, room)


def _broken(piece: str, measure: Measure, room: float) -> Iterator[str]:
    """A piece wider than a line, cut where it must be, never between a letter and its accent."""
    part, used = "", 0.0
    for character in piece:
        width = measure(character)
        if part and used + width > room and not unicodedata.combining(character):
            yield part
            part, used = "", 0.0
        part += character
        used += width
    yield part
