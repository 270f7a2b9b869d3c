"""Page numbers for the layout by hand."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas


class PageOf(Canvas):
    """Page x of y, the usual way: pages are kept until the last is known."""

    public_id = ""
    face = "Helvetica"

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._kept:
            self.__dict__.update(page)
            self.setFont(self.face, 7)
            self.drawString(42, 32, f"Certificate ID {self.public_id}")
            self.drawRightString(
                self._pagesize[0] - 42, 32, f"Page {self._pageNumber} of {len(self._kept)}"
            )
            super().showPage()
        super().save()
