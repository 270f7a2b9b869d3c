"""The same certificate in typst."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from bench.engines import needed, qr
from chalicelib.documents.families import Family
from chalicelib.domain.certificate import Snapshot
from chalicelib.wording import date_span, short_date, time_span

SOURCE = """
#let d = json("data.json")
#set text(font: ("NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansJP", "NotoSansSC",
  "NotoSansTC", "NotoSansKR"), size: 8.2pt)
#set page("us-letter", flipped: true, margin: 58pt,
  footer: context [Certificate ID #d.id · Page #counter(page).display("1 of 1", both: true)])
#rect(width: 100%, height: 100%)[#align(center)[
  #d.provider \\ #text(33pt, font: "EBGaramond")[Certificate of Attendance] \\ This certifies that \\
  #text(34pt, font: ("EBGaramond", "NotoSans"))[#d.name] \\ #d.attended \\
  #text(22pt, font: ("EBGaramond", "NotoSans"))[#d.conference] \\ #d.when \\
  #text(15pt)[#d.credit] \\ #d.statement \\ #d.signed \\ #image("qr.png", width: 74pt) #d.id #d.url
]]
#set page("us-letter", flipped: false, margin: 42pt)
#text(21pt, font: "EBGaramond")[Transcript]
#table(columns: (39%, 13%, 17%, 11%, 12%, 8%), stroke: (bottom: 0.4pt),
  table.header([Session], [Conference day], [Time], [Format], [Attended on], [Minutes]),
  ..d.rows.map(r => ([#r.at(0) \\ #text(7.2pt)[#r.at(1)]], ..r.slice(2))).flatten())
#d.total
"""


@cache
def _folder(families: tuple[Family, ...]) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    for _, face in needed.faces(list(families)):
        (Path(folder.name) / f"{face}.ttf").symlink_to(needed.FONTS / f"{face}.ttf")
    return folder


def _fonts(snapshot: Snapshot) -> str:
    """A folder with the faces that it needs: it looks through all that are there each time."""
    return _folder(tuple(needed.families(snapshot))).name


def render(snapshot: Snapshot) -> bytes:
    provider, total = snapshot.provider, snapshot.totals.total
    data = {
        "id": snapshot.public_id, "provider": provider.name, "name": snapshot.name,
        "attended": f"attended {len(snapshot.sessions)} sessions of",
        "conference": snapshot.conference_name,
        "when": f"{date_span(snapshot.starts_on, snapshot.ends_on)} · {snapshot.location}",
        "credit": f"{total.hours} contact hours · {total.ceus} CEUs",
        "statement": provider.approval_statement, "url": snapshot.verify_url,
        "signed": f"{provider.signatory_name}, {provider.signatory_role}",
        "total": f"Total {total.minutes} minutes, {total.hours} hours, {total.ceus} CEUs",
        "rows": [
            [s.title, ", ".join(s.speakers), short_date(s.day), time_span(s.starts_at, s.ends_at),
             s.format.value, short_date(s.attended_on), str(s.contact_minutes)]
            for s in snapshot.sessions
        ],
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "data.json").write_text(json.dumps(data))
        (root / "qr.png").write_bytes(qr.png(snapshot.verify_url))
        (root / "page.typ").write_text(SOURCE)
        pdf: bytes = typst.compile(
            root / "page.typ", root=root, font_paths=[_fonts(snapshot)], ignore_system_fonts=True
        )
    return pdf
