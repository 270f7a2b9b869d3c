"""A snapshot as one PDF: a certificate page and the transcript."""

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from chalicelib.documents.as_svg import as_svg
from chalicelib.documents.certificate_page import draw_certificate
from chalicelib.documents.document import Document
from chalicelib.documents.layout import BlockLayout
from chalicelib.documents.stylesheet import style_sheet
from chalicelib.documents.template import parts, sizes
from chalicelib.documents.template_values import about, pictures, template_values
from chalicelib.documents.transcript import Transcript
from chalicelib.documents.transcript_credits import credits_table, sessions_style
from chalicelib.documents.transcript_rows import sessions_table
from chalicelib.documents.transcript_totals import totals_table
from chalicelib.documents.typesetting import Setter
from chalicelib.domain.certificate import Snapshot

MAX_SECONDS = 60  # 2,000 sessions take about 1; a consumer's function has longer


class RenderFailed(Exception):
    """The certificate cannot be rendered, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The PDF; `missing_glyphs` are characters shown by their code because no face has them."""

    pdf: bytes
    missing_glyphs: tuple[str, ...]
    pages: int


def render(snapshot: Snapshot, images: Mapping[str, bytes] | None = None) -> Rendered:
    """Render from the snapshot and the images it names alone. Raises RenderFailed.

    `images` are PNGs by their SHA-256 in hex. One that is missing or bad is left out.
    """
    with _rendering():
        document, missing = _drawn(snapshot, images or {})
        return Rendered(document.write(), missing, len(document.pages))


def picture(snapshot: Snapshot, images: Mapping[str, bytes] | None = None, *, page: int) -> str:
    """One page of the same as an SVG image, counted from 0; there are two at least. Raises RenderFailed."""
    with _rendering():
        document, _ = _drawn(snapshot, images or {})
        return as_svg(document.pages[page], page)


@contextmanager
def _rendering() -> Iterator[None]:
    try:
        with uncollected():
            yield
    except Exception as problem:
        raise RenderFailed(f"{type(problem).__name__}: {problem}"[:300]) from problem


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles, of which a document has none: a fifth of a large one's time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _drawn(snapshot: Snapshot, images: Mapping[str, bytes]) -> tuple[Document, tuple[str, ...]]:
    """The document, and the characters that no face has."""
    sheet = style_sheet(snapshot.provider.paper)
    setter = Setter(snapshot.time_zone, deadline=time.monotonic() + MAX_SECONDS)
    shown = pictures(snapshot, images)
    layout = BlockLayout(sheet, setter, shown)

    def fits(text: str, kind: str, place: str, written_sizes: str) -> bool:
        box = sheet.pages["body"].boxes[place]
        return layout.fits(text, kind, box.width, sizes(written_sizes))

    said = parts(template_values(snapshot, shown) | {"fits": fits})
    document = Document(about(snapshot, setter.characters.drawable))
    draw_certificate(document, said, sheet, layout)
    transcript = Transcript(document, sheet, layout)
    tables = sheet.tables
    width = transcript.box.width
    transcript.draw(
        said,
        sessions_table(snapshot, sessions_style(snapshot, tables), setter, width),
        totals_table(snapshot, tables["totals"], setter, width),
        credits_table(snapshot, tables["credits"], setter, width),
    )
    transcript.number_pages(said)
    return document, tuple(setter.characters.missing)
