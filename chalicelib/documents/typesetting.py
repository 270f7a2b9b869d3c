"""Setting text: from what the snapshot says to lines of glyphs, in any script and either direction."""

import time
from collections.abc import Iterable
from math import inf
from typing import NamedTuple

from chalicelib.documents.characters import Characters, ideographs
from chalicelib.documents.families import FILES, Family
from chalicelib.documents.line_breaks import balanced, wrap
from chalicelib.documents.reading_order import direction, needs_bidi
from chalicelib.documents.typeface import COMBINED, Run, Style, Typeface, typeface

_STACKED = frozenset(FILES[Family.BURMESE] + FILES[Family.KHMER])


class Line(NamedTuple):
    """Runs in the order they are read. `width` is what is seen of them, in font sizes.

    `places` are where each begins, from the line's left end; None: side by side, from left to right.
    The space at the end of a line that is read from the right lies left of it.
    """

    runs: tuple[Run, ...]
    width: float
    places: tuple[float, ...] | None = None


class Setter:
    """Sets the text of one document; `characters` remembers what cannot be drawn.

    Raises TimeoutError after `deadline`, in seconds of time.monotonic.
    """

    def __init__(self, time_zone: str, *, deadline: float = inf) -> None:
        self.characters = Characters()
        self._time_zone, self._deadline = time_zone, deadline

    def lines(
        self, text: str, style: Style, room: float, *, balance: bool = False, ended: bool = True
    ) -> list[Line]:
        """`text` in lines of at most `room` font sizes; none for an empty text.

        Unless it has `ended`, its last line ends with a space, too: more follows in the same cell.
        """
        if time.monotonic() > self._deadline:
            raise TimeoutError("setting the text takes longer than it may")
        text = self.characters.drawable(text)
        if not text:
            return []
        if style.display and COMBINED.search(text):
            # The display face places an accent that has no letter of its own beside it.
            style = Style(bold=style.bold)
        drawn_in = typeface(ideographs(text, self._time_zone), style)
        measure = drawn_in.plain_width if drawn_in.is_plain(text) else drawn_in.width
        base = "L" if text.isascii() else direction(text)
        broken = (balanced if balance else wrap)(text if ended else f"{text} ", measure, room)
        return [_line(drawn_in, line, base) for line in broken]


def stands_below(lines: Iterable[Line]) -> bool:
    """Whether these have letters that stand below one another, which ask for more leading."""
    return any(run.face.name in _STACKED for line in lines for run in line.runs)


def _line(drawn_in: Typeface, line: str, base: str) -> Line:
    seen = line.rstrip()
    # A line that broke at a space ends with it: else what reads the page aloud joins two words.
    ended = len(seen) == len(line)
    if needs_bidi(seen, base):
        return _mixed_line(drawn_in.mixed_runs(seen, base), base, ended=ended)
    runs = drawn_in.runs(seen)
    width = sum(run.width for run in runs)
    if not ended:
        space, last = _space(), runs[-1]
        if last.face is space.face and last.glyphs is None:
            runs[-1] = last._replace(text=f"{last.text} ")
        else:
            runs.append(space)
    return Line(tuple(runs), width)


def _mixed_line(found: list[tuple[int, Run]], base: str, *, ended: bool) -> Line:
    placed, width = [], 0.0
    for start, run in found:
        placed.append((start, run, width))
        width += run.width
    placed.sort(key=lambda one: one[0])
    runs, places = [run for _, run, _ in placed], [place for _, _, place in placed]
    if not ended:
        runs.append(_space())
        places.append(width if base == "L" else -_space().width)
    return Line(tuple(runs), width, tuple(places))


def _space() -> Run:
    return typeface((), Style()).runs(" ")[0]
