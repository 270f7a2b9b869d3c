"""The transcript: upright pages with the sessions, the totals, and what a checker needs to know."""

from collections.abc import Mapping, Sequence

from chalicelib.documents.document import Document
from chalicelib.documents.layout import BlockLayout
from chalicelib.documents.page import Page
from chalicelib.documents.page_style import Box
from chalicelib.documents.stylesheet import StyleSheet
from chalicelib.documents.table import Table
from chalicelib.documents.template import Block, Part

_GAP = 8.0  # points between the parts of the transcript


class Transcript:
    """Draws from the top of a page down, and goes on over the next where there is no room."""

    def __init__(
        self, document: Document, sheet: StyleSheet, layout: BlockLayout,
        kind: str = "transcript", title: str = "Transcript",
    ) -> None:  # fmt: skip
        self._document, self._layout = document, layout
        self._style = sheet.pages[kind]
        self.box: Box = self._style.boxes["body"]
        self.pages: list[Page] = []
        self._new_page()
        document.bookmarks.append((title, len(document.pages) - 1))

    def draw(self, parts: Mapping[str, Part], sessions: Table, *totals: Table | None) -> None:
        """All of it. The totals and the note on them are on one page."""
        self.blocks(parts["opening"].blocks)
        self.table(sessions)
        _, height = self._layout.lay_out(parts["closing"].blocks, self.box.width)
        for place, table in enumerate(each for each in totals if each is not None):
            self.need(table.height + _GAP + (0 if place else height))
            self.table(table)
        self.blocks(parts["closing"].blocks)
        # Twelve boards' statements may be longer than a page; each with its heading is not.
        for statement in _under_headings(parts["statements"].blocks):
            self.blocks(statement)

    def number_pages(self, parts: Mapping[str, Part]) -> None:
        """Draw the foot of each page: whose it is, and which of how many."""
        box = self._style.boxes["foot"]
        for index, page in enumerate(self.pages, start=1):
            count = f"Page {index} of {len(self.pages)}"
            for place, blocks in (
                ("left", parts["foot"].blocks),
                ("right", [Block("p", "foot right", count)]),
            ):
                # The name may be long: it leaves room for the page's number.
                width = box.width - (90 if place == "left" else 0)
                placed, height = self._layout.lay_out(blocks, width)
                part = Box(box.left, box.bottom, width, box.height)
                top = box.bottom + max(height, 10.0)
                self._layout.draw(placed, page, part, top, None)

    def _new_page(self) -> None:
        page = self._document.new_page(self._style.width, self._style.height)
        self.pages.append(page)
        self._top = self.box.bottom + self.box.height
        self._fresh = True

    def need(self, height: float) -> None:
        """Go on over the next page unless there is this much room."""
        if not self._fresh and self._top - self.box.bottom < min(height, self.box.height):
            self._new_page()

    def blocks(self, blocks: list[Block]) -> None:
        """Draw these, all on one page where they fit."""
        placed, height = self._layout.lay_out(blocks, self.box.width)
        self.need(height)
        self._layout.draw(
            placed, self.pages[-1], self.box, self._top, self._document.structure.document
        )
        if placed:
            self._top -= height + _GAP
            self._fresh = False

    def table(self, table: Table) -> None:
        """Draw a table, over as many pages as it takes."""
        first = 0
        while first < len(table.parts):
            count = table.fitting(first, self._top - self.box.bottom)
            if count or self._fresh:
                count = count or 1
                self._top = table.draw(
                    self.pages[-1], self._document.structure.document, self.box.left, self._top,
                    first, count,
                )  # fmt: skip
                self._fresh = False
                first += count
            if first < len(table.parts):
                self._new_page()
        self._top -= _GAP


def _under_headings(blocks: Sequence[Block]) -> list[list[Block]]:
    found: list[list[Block]] = []
    for block in blocks:
        if block.tag == "h3" or not found:
            found.append([])
        found[-1].append(block)
    return found
