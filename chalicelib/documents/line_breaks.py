"""Breaking text into lines that fit: between words, between ideographs, inside a word if it must."""

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

_IDEOGRAPH = (
    "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U000323af"
)
# What may not begin a line, and what may not end one (the gist of JIS X 4051).
_CLOSING = "、。〉》」』】〕・ー！），．：；？"
_OPENING = "〈《「『【〔（"
# A piece is what stays together: an ideograph with its punctuation, or a word up to its hyphen or
# slash; then the space after it, which hangs over the margin, and a dot between two parts. An amount
# stays with the first word of what it counts.
_PIECE = re.compile(
    rf"(?:\d+\.\d+\s+)?(?:[{_OPENING}]*[{_IDEOGRAPH}][{_CLOSING}]*"
    rf"|[^\s{_IDEOGRAPH}{_OPENING}\-/–—]+[\-/–—]*[{_CLOSING}]*|[^\s])?\s*(?:·\s+)?"
)  # fmt: skip

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u09d7\u09e2\u09e3\u09fe\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd"
    "\u0ae2\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c\u0b3e-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7"
    "\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6\u0ce2\u0ce3\u0cf3"
    "\u0d00-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3"
    "\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec6-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u135d-\u135f\u17b4-\u17d3"
    "\u17dd\u1ab0-\u1aff\u1cd0-\u1cf9\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u302a-\u302f\u3099\u309a"
    "\ufe20-\ufe2f\U0001f3fb-\U0001f3ff"
)
# What asks for the letter after it: viramas, the coeng, joined pictures, vowels written first.
_LINKING = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2\u200d"
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
# A letter with all that belongs to it, which nothing may separate.
_CLUSTER = re.compile(
    rf"(?:[{_LEADING}]*[^{_MARKS}]|[{_MARKS}])"
    rf"(?:(?<=[{_LINKING}])[^\s{_MARKS}]|[{_MARKS}])*",
    re.DOTALL,
)


def wrap(text: str, measure: Measure, room: float) -> list[str]:
    """Lines no wider than `room`, in `measure`'s unit, each with the space it broke at, if any.

    At least one; nothing is left out, and the space at a line's end does not count. A single letter
    wider than `room` is a line of its own.
    """
    if measure(text.rstrip()) <= room:
        return [text]
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text, measure, room):
        width = measure(piece.rstrip())
        if line and used + width > room:
            lines.append(line)
            line, used = "", 0.0
        line += piece
        used += measure(piece)
    return [*lines, line]


def balanced(text: str, measure: Measure, room: float) -> list[str]:
    """As `wrap`, in as many lines, but as narrow as they can be: no word alone on the last."""
    lines = wrap(text, measure, room)
    if len(lines) < 2:
        return lines
    narrow, wide = room / len(lines) / 2, room
    for _ in range(7):  # within a hundredth of the room
        tried = (narrow + wide) / 2
        found = wrap(text, measure, tried)
        if len(found) > len(lines) or any(measure(line.rstrip()) > tried for line in found):
            narrow = tried
        else:
            lines, wide = found, tried
    return lines


def _pieces(text: str, measure: Measure, room: float) -> Iterator[str]:
    for piece in filter(None, _PIECE.findall(text)):
        if measure(piece.rstrip()) <= room:
            yield piece
        else:
            yield from _broken(piece, measure, room)


def _broken(piece: str, measure: Measure, room: float) -> Iterator[str]:
    """A piece wider than a line, cut where it must be, never inside a letter and what belongs to it."""
    part, used = "", 0.0
    for cluster in _CLUSTER.findall(piece):
        width = measure(cluster)
        if part and used + width > room and not cluster.isspace():
            yield part
            part, used = "", 0.0
        part += cluster
        used += width
    yield part
