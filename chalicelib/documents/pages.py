"""Pages: their numbers, known only when all are laid out, and the ornament of the certificate."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from math import cos, pi, sin
from typing import Any

from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus.flowables import Flowable

from chalicelib.documents.fonts import Family, face
from chalicelib.documents.looks import Foot, Looks, Rule
from chalicelib.documents.renderer import PmlBaseDoc


class NumberedCanvas(Canvas):
    """Draws the foot of each page: the certificate ID, and `Page x of y`.

    How many there are is known at the end only, so each page shows a form that is filled in then;
    the renderer's own page count lays the whole document out twice.
    """

    def __init__(
        self, *args: Any, looks: Looks, public_id: str, issued_at: datetime, **settings: Any
    ) -> None:
        # Else the first page names a font that is not embedded, without using it.
        plain = face(Family.SANS, bold=False)
        super().__init__(*args, **{**settings, "initialFontName": plain})
        self._looks, self._public_id = looks, public_id
        # Reproducible, and true: the document is as old as the certificate, whenever it is rendered.
        self._doc._timeStamp = _stamp(issued_at)
        self._feet: list[tuple[str, Foot]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """End a page, its foot included."""
        number = len(self._feet) + 1
        foot = self._looks.certificate_foot if number == 1 else self._looks.transcript_foot
        self._feet.append((f"foot-{number}", foot))
        self.saveState()
        self.setFont(face(Family.SANS, bold=False), foot.text.size)
        self.setFillColor(foot.text.colour)
        self.drawString(foot.left, foot.bottom, f"Certificate ID {self._public_id}")
        self.translate(self._pagesize[0] - foot.right, foot.bottom)
        self.doForm(f"foot-{number}")
        self.restoreState()
        super().showPage()

    def save(self) -> None:
        """Fill the feet in and write the document."""
        for number, (form, foot) in enumerate(self._feet, start=1):
            self.beginForm(form, lowerx=-200, lowery=-5, upperx=0, uppery=20)
            self.setFont(face(Family.SANS, bold=False), foot.text.size)
            self.setFillColor(foot.text.colour)
            self.drawRightString(0, 0, f"Page {number} of {len(self._feet)}")
            self.endForm()
        self._code.clear()  # what a form leaves behind would be one more page
        super().save()


class NumberedDocument(PmlBaseDoc):
    """A document of the renderer on a canvas of ours."""

    def __init__(self, *args: Any, canvas: Callable[..., NumberedCanvas], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._canvas = canvas

    def _makeCanvas(self, filename: Any = None, canvasmaker: Any = None) -> Canvas:  # noqa: N802
        return super(PmlBaseDoc, self)._makeCanvas(filename=filename, canvasmaker=self._canvas)


class Ornament(Flowable):
    """The certificate's frame and watermark. Takes no room; first on its page, so under the text."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """On the whole page, wherever in it this was placed."""
        canvas, looks = self.canv, self._looks
        width, height = canvas._pagesize
        canvas.saveState()
        x, y = canvas.absolutePosition(0, 0)
        canvas.translate(-x, -y)
        _pen(canvas, looks.watermark)
        _rosette(canvas, width / 2, height / 2 + 40, radius=165, petals=12, turns=10)
        for rule in (looks.frame, looks.hairline):
            _pen(canvas, rule)
            canvas.rect(rule.inset, rule.inset, width - 2 * rule.inset, height - 2 * rule.inset)
        _pen(canvas, looks.corner)
        inset = looks.hairline.inset + 14
        for corner_x in (inset, width - inset):
            for corner_y in (inset, height - inset):
                _rosette(canvas, corner_x, corner_y, radius=9, petals=6, turns=4)
        canvas.restoreState()


def _stamp(moment: datetime) -> TimeStamp:
    stamp = TimeStamp(1)
    stamp.t = moment.timestamp()
    stamp.YMDhms = moment.astimezone(UTC).timetuple()[:6]
    stamp.dhh, stamp.dmm = 0, 0
    return stamp


def _pen(canvas: Canvas, rule: Rule) -> None:
    canvas.setStrokeColor(rule.colour)
    canvas.setLineWidth(rule.width)


def _rosette(canvas: Canvas, x: float, y: float, radius: float, petals: int, turns: int) -> None:
    """A guilloche: one waved ring, `turns` times over, each turned a little further."""
    ring = _ring(radius, petals)
    canvas.saveState()
    canvas.translate(x, y)
    for _ in range(turns):
        canvas.drawPath(ring)
        canvas.rotate(360 / petals / turns)
    canvas.restoreState()


@cache
def _ring(radius: float, petals: int) -> PDFPathObject:
    """The same on each certificate, so drawn once a process."""
    steps = 8 * petals
    points = []
    for step in range(steps):
        angle = 2 * pi * step / steps
        distance = radius * (0.7 + 0.3 * cos(petals * angle))
        points.append((distance * cos(angle), distance * sin(angle)))
    path = PDFPathObject()
    path.moveTo(*points[0])
    for step in range(steps):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
            points[(step + shift) % steps] for shift in (-1, 0, 1, 2)
        )
        # Through each point, as Catmull and Rom: smooth with few of them.
        path.curveTo(
            bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy
        )
    path.close()
    return path
