"""The QR code of an address, as squares."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from chalicelib.documents.page import Page

_QR_QUIET = 3  # modules
_QR_MASK = 4  # any of the eight is read; looking for the best takes ten times as long


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as squares; `path` are their operators for a side of 1 point."""

    width: float
    height: float
    path: str

    def draw(self, page: "Page", left: float, bottom: float, width: float, height: float) -> None:
        """Draw it on the page."""
        page.code.append(f"q {width} 0 0 {height} {left:.3f} {bottom:.3f} cm {self.path} Q")


def qr_code(address: str, side: float) -> QrCode:
    """The QR code of an address, `side` points wide, its quiet zone included."""
    matrix = segno.make(address, error="m", micro=False, mask=_QR_MASK).matrix
    across = len(matrix) + 2 * _QR_QUIET
    squares = []
    for row, modules in enumerate(matrix):
        y = across - _QR_QUIET - row - 1
        # Neighboring dark modules are one box: no hairline between them on screen.
        start = None
        for column, dark in enumerate([*modules, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                squares.append(f"{start + _QR_QUIET} {y} {column - start} 1 re")
                start = None
    scale = f"{1 / across:.6f}"
    white = f"1 g 0 0 {across} {across} re f"
    path = f"{scale} 0 0 {scale} 0 0 cm {white} 0 g {' '.join(squares)} f"
    return QrCode(side, side, path)
