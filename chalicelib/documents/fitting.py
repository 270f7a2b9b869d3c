"""Fitting text of any length into the room a certificate has for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.documents.fonts import Family
from chalicelib.documents.setting import Setter


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines in reading order, the size they fit at in points, and the families that draw them."""

    lines: tuple[str, ...]
    size: float
    families: str
    rtl: bool


class Fitter:
    """The templates' measure. `families` are those it has used."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self.families = {Family.SANS, Family.DISPLAY}

    def fit(
        self, text: str, room: float, sizes: Sequence[tuple[float, int]], face: str = ""
    ) -> Fitted:
        """The first of `sizes` (points, most lines) at which `text` fits `room`, else the last.

        `face` is "display", "bold" or "": what the style sheet sets it in.
        """
        prepared = self._setter.prepare(text, bold=face == "bold", display=face == "display")
        for size, most in sizes:
            lines = prepared.broken(room / size)
            if len(lines) <= most:
                break
        self.families.update(prepared.families)
        return Fitted(tuple(lines), size, ", ".join(prepared.families), prepared.base == "R")
