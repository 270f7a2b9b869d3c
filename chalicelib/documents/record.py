"""A record as one PDF: upright pages in the certificate's style, the first of them with its proof."""

import time
from urllib.parse import urlsplit

from chalicelib.documents.certificate import MAX_SECONDS, Rendered, RenderFailed, uncollected
from chalicelib.documents.certificate_page import draw_part
from chalicelib.documents.document import About, Document
from chalicelib.documents.layout import BlockLayout
from chalicelib.documents.ornament import draw_ornament
from chalicelib.documents.qr_code import qr_code
from chalicelib.documents.record_earned import earned_table
from chalicelib.documents.record_rows import certificates_table
from chalicelib.documents.stylesheet import StyleSheet, style_sheet
from chalicelib.documents.template import parts
from chalicelib.documents.template_values import QR_SIDE
from chalicelib.documents.transcript import Transcript
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.record_snapshot import RecordSnapshot
from chalicelib.wording import summed


def render_record(snapshot: RecordSnapshot) -> Rendered:
    """Render from the snapshot alone: the same one, the same bytes. Raises RenderFailed."""
    try:
        with uncollected():
            return _render(snapshot)
    except Exception as problem:
        raise RenderFailed(f"{type(problem).__name__}: {problem}"[:300]) from problem


class _Pages(Transcript):
    """Framed pages; the first leaves room for what stands at its foot."""

    def __init__(self, document: Document, sheet: StyleSheet, layout: BlockLayout) -> None:
        self._sheet = sheet
        super().__init__(document, sheet, layout, "record", "Record of Continuing Education")

    def _new_page(self) -> None:
        body, proof = self._style.boxes["body"], self._style.boxes["proof"]
        raised = proof.bottom + proof.height - body.bottom
        self.box = body if self.pages else body.shortened(raised)
        super()._new_page()
        draw_ornament(self.pages[-1], self._sheet)


def _render(snapshot: RecordSnapshot) -> Rendered:
    sheet = style_sheet(snapshot.paper)
    setter = Setter(snapshot.time_zone, deadline=time.monotonic() + MAX_SECONDS)
    layout = BlockLayout(sheet, setter, {"qr": qr_code(snapshot.verify_url, QR_SIDE)})
    said = parts(_values(snapshot), "record")
    document = Document(_about(snapshot, setter))
    pages = _Pages(document, sheet, layout)
    width, tables = pages.box.width, sheet.tables
    pages.blocks(said["opening"].blocks)
    pages.table(certificates_table(snapshot, tables["record"], setter, width))
    earned = earned_table(snapshot, tables["earned"], setter, width)
    if earned is not None:
        pages.need(earned.height)
        pages.table(earned)
    boxes = sheet.pages["record"].boxes
    for place in ("made", "proof"):
        draw_part(document, pages.pages[0], said[place], boxes[place], layout)
    pages.number_pages(said)
    return Rendered(document.write(), tuple(setter.characters.missing), len(document.pages))


def _values(snapshot: RecordSnapshot) -> dict[str, object]:
    return {
        "record": snapshot,
        "made_on": snapshot.made_on,
        "earned": " · ".join(f"{each.amount} {each.label}" for each in snapshot.totals.credits),
        "verify_host": urlsplit(snapshot.verify_url).netloc or snapshot.verify_url,
    }


def _first_total(snapshot: RecordSnapshot) -> str:
    for words, figure in summed(snapshot.certificates):
        return f"{figure} {words}"
    return next((f"{each.amount} {each.label}" for each in snapshot.totals.credits), "no credit")


def _about(snapshot: RecordSnapshot, setter: Setter) -> About:
    drawable = setter.characters.drawable
    return About(
        title=drawable(f"Record of Continuing Education: {snapshot.name}"),
        author=drawable(snapshot.issuer),
        subject=drawable(f"{snapshot.name}: {_first_total(snapshot)}"),
        keywords=snapshot.public_id,
        made_at=snapshot.made_at,
    )
