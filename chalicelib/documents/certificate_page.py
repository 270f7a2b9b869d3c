"""The certificate's own page, to frame: in landscape, everything on its axis."""

from collections.abc import Mapping

from chalicelib.documents.document import Document
from chalicelib.documents.layout import BlockLayout
from chalicelib.documents.ornament import draw_ornament
from chalicelib.documents.page import Page
from chalicelib.documents.page_style import Box
from chalicelib.documents.stylesheet import StyleSheet
from chalicelib.documents.template import Part

# In the order they are read, which the template has, too.
_PLACES = ("center", "provider", "signature", "signature2", "seal", "proof", "band")
_GAP = 7.0  # points between the band of statements and what stands above it


def draw_certificate(
    document: Document, parts: Mapping[str, Part], sheet: StyleSheet, layout: BlockLayout
) -> None:
    """Add the page. What is above the band of statements makes room for it."""
    style = sheet.pages["body"]
    page = document.new_page(style.width, style.height)
    document.bookmarks.append(("Certificate of Attendance", 0))
    draw_ornament(page, sheet)
    boxes = dict(style.boxes)
    _, height = layout.lay_out(parts["band"].blocks, boxes["band"].width)
    raised = height + _GAP if height else 0.0
    if parts["signature2"].blocks:
        # The second signature stands where the provider's contact does, which goes across the page.
        boxes["provider"] = boxes["across"].raised(raised)
        _, height = layout.lay_out(parts["provider"].blocks, boxes["across"].width)
        raised += height + _GAP if height else 0.0
    else:
        boxes["provider"] = boxes["provider"].raised(raised)
    for place in _PLACES:
        box = boxes[place]
        if place == "center":
            box = box.shortened(raised)
        elif place not in {"band", "provider"}:
            box = box.raised(raised)
        draw_part(document, page, parts[place], box, layout)


def draw_part(document: Document, page: Page, part: Part, box: Box, layout: BlockLayout) -> None:
    """A part in its place, where its class says, and smaller as a whole if it must be."""
    placed, height = layout.lay_out(part.blocks, box.width)
    scale = min(1.0, box.height / height) if height else 1.0
    slack = box.height - height * scale
    top = box.bottom + box.height - slack * {"middle": 0.5, "bottom": 1.0}.get(part.align, 0.0)
    with page.shrunk(scale, box.left + box.width / 2, top):
        layout.draw(placed, page, box, top, document.structure.document)
