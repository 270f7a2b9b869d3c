"""The same layout and fonts in reportlab alone, as one would write it by hand."""

import io
from functools import cache
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    Image,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from xhtml2pdf.bidi import get_display
from xhtml2pdf.util import shape_frag_text

from bench.engines import qr
from bench.engines.page_of import PageOf
from chalicelib.documents.characters import Characters, family_of, ideographs
from chalicelib.documents.families import FILES, Family
from chalicelib.documents.fonts import FOLDER
from chalicelib.documents.ornament import ornament
from chalicelib.documents.reading_order import direction
from chalicelib.documents.stylesheet import style_sheet
from chalicelib.domain.certificate import AttendedSession, Snapshot
from chalicelib.wording import clock_span, date_span, long_date, short_date

INK, GREY, NAVY = Color(0.1, 0.14, 0.2), Color(0.34, 0.38, 0.47), Color(0.09, 0.16, 0.29)
GOLD, LINE = Color(0.66, 0.54, 0.29), Color(0.81, 0.84, 0.87)


@cache
def face(family: Family, *, bold: bool) -> str:
    name = FILES[family][bold]
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    return name


class _Ornament(Flowable):
    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self._sheet = style_sheet(snapshot.provider.paper)

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        canvas = self.canv
        x, y = canvas.absolutePosition(0, 0)
        canvas.saveState()
        canvas.translate(-x, -y)
        canvas._code.append(ornament(*canvas._pagesize, self._sheet))
        canvas.restoreState()


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    font = face(
        Family.DISPLAY if more.pop("display", False) else Family.SANS, bold=more.pop("bold", False)
    )
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.3, **more)


def styles() -> dict[str, ParagraphStyle]:
    return {
        "issuer": _style("issuer", 10, alignment=1, textColor=GREY, spaceAfter=8),
        "h1": _style("h1", 33, alignment=1, textColor=NAVY, display=True, spaceAfter=8),
        "lead": _style("lead", 10.5, alignment=1, textColor=GREY),
        "name": _style("name", 34, alignment=1, textColor=NAVY, display=True, spaceAfter=8),
        "conference": _style("conference", 22, alignment=1, textColor=INK, display=True),
        "credit": _style("credit", 15, alignment=1, textColor=NAVY, bold=True),
        "small": _style("small", 7.5, textColor=GREY),
        "middle": _style("middle", 7.5, textColor=GREY, alignment=1),
        "right": _style("right", 7.5, textColor=GREY, alignment=2),
        "h2": _style("h2", 21, textColor=NAVY, display=True),
        "whose": _style("whose", 12, textColor=INK, bold=True),
        "title": _style("title", 8.2, textColor=INK),
        "by": _style("by", 7.2, textColor=GREY),
    }  # fmt: skip


_families: dict[tuple[str, tuple[Family, ...]], Family] = {}


def _family(character: str, asked: tuple[Family, ...]) -> Family:
    found = _families.get((character, asked))
    if found is None:
        found = _families[character, asked] = family_of(character, asked) or Family.SANS
    return found


def _markup(text: str, zone: str, characters: Characters) -> str:
    """As reportlab alone can: each character in its face, Arabic joined, lines in visual order."""
    text = characters.drawable(text)
    if text.isascii():
        return escape(text)
    asked = ideographs(text, zone)
    text = get_display(shape_frag_text(text) or text, direction(text))
    sans = face(Family.SANS, bold=False)
    parts = []
    for family, run in groupby(text, lambda character: _family(character, asked)):
        name, part = face(family, bold=False), escape("".join(run))
        parts.append(part if name == sans else f'<font name="{name}">{part}</font>')
    return "".join(parts)


def render(snapshot: Snapshot) -> bytes:
    look, characters, zone = styles(), Characters(), snapshot.time_zone
    text: Any = lambda words, style: Paragraph(_markup(words, zone, characters), look[style])  # noqa: E731
    wide, high = landscape(LETTER)
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, title="Certificate of Attendance", author=snapshot.provider.name, lang="en"
    )
    document.addPageTemplates(
        [
            PageTemplate(
                "certificate",
                [
                    Frame(76, 184, wide - 152, high - 242),
                    Frame(76, 62, 190, 112),
                    Frame(286, 62, wide - 572, 112),
                    Frame(wide - 276, 62, 200, 112),
                ],
                pagesize=(wide, high),
            ),
            PageTemplate("transcript", [Frame(42, 56, high - 84, wide - 100)], pagesize=LETTER),
        ]
    )
    provider, total = snapshot.provider, snapshot.totals.total
    png = qr.png(snapshot.verify_url)
    dates = f"{date_span(snapshot.starts_on, snapshot.ends_on)} · {snapshot.location}"
    story = [
        _Ornament(snapshot), Spacer(1, 40),
        text(provider.name, "issuer"), text("Certificate of Attendance", "h1"),
        text("This certifies that", "lead"), text(snapshot.name, "name"),
        text(f"attended {len(snapshot.sessions)} sessions of", "lead"),
        text(snapshot.conference_name, "conference"), text(dates, "lead"),
        text(f"{total.hours} contact hours · {total.ceus} CEUs", "credit"),
        text(f"{total.minutes:,} contact minutes in the sessions that the transcript lists.", "lead"),
        FrameBreak(), Spacer(1, 60),
        text(provider.signatory_name, "title"), text(provider.signatory_role, "small"),
        text(f"Issued {long_date(snapshot.issued_at.date())}", "small"),
        FrameBreak(),
        *(text(f"{n.label} {n.number}", "middle") for n in provider.numbers),
        text(provider.approval_statement, "middle"), text(provider.contact, "middle"),
        FrameBreak(),
        Image(io.BytesIO(png), 74, 74, hAlign="RIGHT"),
        text(snapshot.public_id, "right"), text(snapshot.verify_url, "right"),
        NextPageTemplate("transcript"), PageBreak(),
        text("Transcript", "h2"), text(snapshot.name, "whose"), text(dates, "small"),
        _sessions(snapshot, text, high - 84), Spacer(1, 8), _totals(snapshot, high - 84),
        text("Attendance is reported by the participant.", "small"),
    ]  # fmt: skip
    drawn = {"public_id": snapshot.public_id, "face": face(Family.SANS, bold=False)}
    canvas = type("Canvas", (PageOf,), drawn)
    document.build(story, canvasmaker=canvas)
    return out.getvalue()


def _sessions(snapshot: Snapshot, text: Any, width: float) -> Table:
    rows = [["Session", "Conference day", "Time", "Format", "Attended on", "Minutes"]]
    rows += [_row(session, text) for session in snapshot.sessions]
    shares = (0.39, 0.125, 0.17, 0.11, 0.125, 0.08)
    return Table(rows, [share * width for share in shares], repeatRows=1, style=_grid(rules=True))


def _row(session: AttendedSession, text: Any) -> list[Any]:
    attended = [text(short_date(session.attended_on), "title")]
    if session.attended_on > session.day:
        attended.append(text("recording", "by"))
    return [
        [text(session.title, "title"), text(", ".join(session.speakers), "by")],
        short_date(session.day),
        [
            text(clock_span(session.starts_at, session.ends_at), "title"),
            text(session.ends_at.tzname() or "", "by"),
        ],
        session.format.value.replace("_", " "),
        attended,
        str(session.contact_minutes),
    ]


def _totals(snapshot: Snapshot, width: float) -> Table:
    totals = snapshot.totals
    rows = [["Attended", "Contact minutes", "Contact hours", "CEUs"]]
    for label, credit in (
        ("On the date", totals.on_date),
        ("Later", totals.later),
        ("Total", totals.total),
    ):
        rows.append([label, str(credit.minutes), str(credit.hours), str(credit.ceus)])
    return Table(
        rows, [0.55 * width, 0.15 * width, 0.15 * width, 0.15 * width], style=_grid(rules=True)
    )


def _grid(*, rules: bool) -> list[tuple[Any, ...]]:
    return [
        ("FONT", (0, 0), (-1, 0), face(Family.SANS, bold=True), 7.2),
        ("FONT", (0, 1), (-1, -1), face(Family.SANS, bold=False), 8.2),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ]
