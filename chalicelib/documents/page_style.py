"""A page's size, and the places on it, as the style sheets of templates/certificate say; in points."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    def raised(self, by: float) -> "Box":
        """The same, higher up."""
        return replace(self, bottom=self.bottom + by)

    def shortened(self, by: float) -> "Box":
        """The same with that much less of its foot."""
        return replace(self, bottom=self.bottom + by, height=self.height - by)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """A page's size, and the places on it by the names of the style sheet."""

    width: float
    height: float
    boxes: dict[str, Box]
