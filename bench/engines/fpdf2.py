"""The same certificate in fpdf2, with TrueType fonts and its fallback from face to face."""

import io

from fpdf import FPDF
from fpdf.fonts import FontFace

from bench.engines import needed, qr
from chalicelib.domain.certificate import Snapshot
from chalicelib.wording import date_span, short_date, time_span


class _Document(FPDF):
    public_id = ""

    def footer(self) -> None:
        self.set_y(-40)
        self.set_font("notosans", size=7)
        self.cell(0, 10, f"Certificate ID {self.public_id} · Page {self.page_no()} of {{nb}}")


def render(snapshot: Snapshot) -> bytes:
    pdf = _Document(orientation="landscape", unit="pt", format="letter")
    pdf.public_id = snapshot.public_id
    found = needed.families(snapshot)
    for family, face in needed.faces(found):
        pdf.add_font(family, "B" if face.endswith("Bold") else "", needed.FONTS / f"{face}.ttf")
    pdf.set_fallback_fonts(
        [f.value for f in found if f.value not in ("notosans", "garamond")], False
    )
    _certificate(pdf, snapshot)
    _transcript(pdf, snapshot)
    return bytes(pdf.output())


def _certificate(pdf: _Document, snapshot: Snapshot) -> None:
    provider, total = snapshot.provider, snapshot.totals.total
    pdf.add_page()
    pdf.rect(26, 26, pdf.w - 52, pdf.h - 52)
    for family, size, text in (
        ("notosans", 10, provider.name),
        ("garamond", 33, "Certificate of Attendance"),
        ("notosans", 10, "This certifies that"),
        ("garamond", 34, snapshot.name),
        ("notosans", 10, f"attended {len(snapshot.sessions)} sessions of"),
        ("garamond", 22, snapshot.conference_name),
        (
            "notosans",
            10,
            f"{date_span(snapshot.starts_on, snapshot.ends_on)} · {snapshot.location}",
        ),
        ("notosans", 15, f"{total.hours} contact hours · {total.ceus} CEUs"),
        ("notosans", 8, provider.approval_statement),
        ("notosans", 8, f"{provider.signatory_name}, {provider.signatory_role}"),
        ("notosans", 8, f"{snapshot.public_id} · {snapshot.verify_url}"),
    ):
        pdf.set_font(family, size=size)
        pdf.multi_cell(0, size * 1.35, text, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.image(io.BytesIO(qr.png(snapshot.verify_url)), x=pdf.w - 150, y=pdf.h - 170, w=74)


def _transcript(pdf: _Document, snapshot: Snapshot) -> None:
    pdf.add_page(orientation="portrait")
    pdf.set_font("garamond", size=21)
    pdf.cell(0, 28, "Transcript", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("notosans", size=8.2)
    heads = FontFace(emphasis="BOLD", size_pt=7.2)
    with pdf.table(
        col_widths=(39, 13, 17, 11, 12, 8), line_height=11, headings_style=heads,
        borders_layout="HORIZONTAL_LINES",
    ) as table:  # fmt: skip
        table.row(("Session", "Conference day", "Time", "Format", "Attended on", "Minutes"))
        for session in snapshot.sessions:
            table.row(
                (
                    f"{session.title}\n{', '.join(session.speakers)}",
                    short_date(session.day),
                    time_span(session.starts_at, session.ends_at),
                    session.format.value.replace("_", " "),
                    short_date(session.attended_on),
                    str(session.contact_minutes),
                )
            )
    total = snapshot.totals.total
    pdf.cell(0, 20, f"Total {total.minutes} minutes, {total.hours} hours, {total.ceus} CEUs")
