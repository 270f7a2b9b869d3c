"""How a text is set, as the style sheets of templates/certificate say. Lengths are in points."""

from dataclasses import dataclass, replace

from chalicelib.documents.typeface import Style

_CAP_HEIGHT = 0.714  # of Noto Sans, in font sizes: what is centered in a line
_STACKED = 1.7  # font sizes from line to line that Burmese and Khmer take
LEFT, CENTER, RIGHT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. `color` is red, green and blue, 0 to 1; `align` LEFT, CENTER or RIGHT."""

    face: Style
    size: float
    leading: float
    color: str
    align: int = LEFT

    @property
    def baseline(self) -> float:
        """How far below its top a line stands."""
        return (self.leading + self.size * _CAP_HEIGHT) / 2

    def at(self, size: float) -> "TextStyle":
        """The same at another size."""
        return replace(self, size=size, leading=self.leading * size / self.size)

    def opened(self) -> "TextStyle":
        """The same with room for letters that stand below one another."""
        return replace(self, leading=max(self.leading, self.size * _STACKED))
