"""Blocks laid out below one another, and drawn: paragraphs, headings, pictures, links."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from chalicelib.documents.page import Link, Page, SetLine
from chalicelib.documents.page_style import Box
from chalicelib.documents.pdf_file import number
from chalicelib.documents.pictures import Picture
from chalicelib.documents.structure import Element
from chalicelib.documents.styles import BlockStyle
from chalicelib.documents.stylesheet import StyleSheet
from chalicelib.documents.template import Block
from chalicelib.documents.text_style import CENTER, RIGHT, TextStyle
from chalicelib.documents.typesetting import Line, Setter, stands_below

_TAGS = {"h1": "H1", "h2": "H2", "h3": "H3", "p": "P"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its lines, and where below the top of its part it begins. Points."""

    block: Block
    style: BlockStyle
    text: TextStyle
    lines: tuple[Line, ...]
    picture: Picture | None
    top: float
    height: float


class BlockLayout:
    """Lays blocks out and draws them, for one document."""

    def __init__(self, sheet: StyleSheet, setter: Setter, pictures: Mapping[str, Picture]) -> None:
        self._sheet, self._setter, self._pictures = sheet, setter, pictures

    def lay_out(self, blocks: Sequence[Block], width: float) -> tuple[list[Placed], float]:
        """The blocks, each below the last, and the height of all; an empty one takes no room."""
        self._sheet.learn(block.kind for block in blocks)
        placed: list[Placed] = []
        height, margin = 0.0, None
        for block in blocks:
            style = self._sheet.block(block.kind)
            text, lines = self._set(block, style, width)
            picture = self._pictures.get(block.source)
            if not lines and picture is None:
                continue
            top = height + (0.0 if margin is None else max(margin, style.before))
            tall = picture.height if picture else len(lines) * text.leading
            tall += sum(rule.distance for rule in (style.over, style.under) if rule)
            placed.append(Placed(block, style, text, tuple(lines), picture, top, tall))
            height, margin = top + tall, style.after
        return placed, height

    def fits(self, text: str, kind: str, width: float, sizes: Sequence[tuple[float, int]]) -> bool:
        """Whether the text takes no more lines than one of the sizes allows."""
        block = Block("p", kind, text, tuple(sizes))
        style = self._sheet.block(block.kind)
        chosen, lines = self._set(block, style, width)
        return len(lines) <= dict(sizes)[chosen.size]

    def _set(self, block: Block, style: BlockStyle, width: float) -> tuple[TextStyle, list[Line]]:
        room = width - style.left - style.right
        text = style.text
        words = " ".join(block.text.split(" ")).strip("\n ")
        for size, most in block.sizes or ((text.size, 0),):
            text = style.text.at(size)
            # Lines of the first page are made of like length; those of a paragraph fill it.
            balance = text.align == CENTER
            lines = self._setter.lines(words, text.face, room / size, balance=balance)
            if len(lines) <= most:
                break
        return text.opened() if stands_below(lines) else text, lines

    def draw(
        self, placed: Sequence[Placed], page: Page, box: Box, top: float, parent: Element | None
    ) -> None:
        """Draw them from `top` of the page down, as kids of `parent`, or as artifacts if None."""
        for one in placed:
            y = top - one.top
            self._draw_rules(one, page, box, y)
            if one.picture is not None:
                self._draw_picture(one, one.picture, page, box, y, parent)
            else:
                self._draw_text(one, page, box, y, parent)

    def _draw_text(
        self, one: Placed, page: Page, box: Box, top: float, parent: Element | None
    ) -> None:
        top -= one.style.over.distance if one.style.over else 0.0
        lines = []
        for index, line in enumerate(one.lines):
            x = _start(one, box, line.width * one.text.size)
            y = top - index * one.text.leading - one.text.baseline
            lines.append(SetLine(line, x, y, one.text.size, one.text.color))
        element, link = _add(parent, one, _TAGS[one.block.tag])
        with _marked(page, element):
            page.text(lines)
        left = min(line.x for line in lines)
        right = max(line.x + line.line.width * line.size for line in lines)
        _link(page, link, one, (left, top - len(lines) * one.text.leading, right, top))

    def _draw_picture(
        self, one: Placed, picture: Picture, page: Page, box: Box, top: float,
        parent: Element | None,
    ) -> None:  # fmt: skip
        left, bottom = _start(one, box, picture.width), top - picture.height
        place = left, bottom, picture.width, picture.height
        corners = left, bottom, left + picture.width, top
        figure, link = _add(parent, one, "Figure")
        if figure is not None:
            figure.attributes = f"/O/Layout/Placement/Block/BBox[{' '.join(map(number, corners))}]"
        with _marked(page, figure):
            picture.draw(page, *place)
        _link(page, link, one, corners)

    def _draw_rules(self, one: Placed, page: Page, box: Box, top: float) -> None:
        left, right = box.left + one.style.left, box.left + box.width - one.style.right
        if one.style.under and one.text.align == CENTER:
            # As wide as what it underlines.
            widest = max((line.width for line in one.lines), default=0.0) * one.text.size
            left = _start(one, box, widest)
            right = left + widest
        for rule, y in ((one.style.over, top), (one.style.under, top - one.height)):
            if rule is not None:
                with page.artifact():
                    page.rule(rule, left, right, y)


def _link(
    page: Page, element: Element | None, one: Placed, corners: tuple[float, float, float, float]
) -> None:
    if element is not None and one.block.link:
        page.links.append(Link(element, *corners, one.block.link, one.block.meaning))


def _add(parent: Element | None, one: Placed, tag: str) -> tuple[Element | None, Element | None]:
    """The element that what is drawn is content of, and the link it is or lies in, if any."""
    if parent is None:
        return None, None
    if not one.block.link:
        return parent.add(tag, one.block.alternative), None
    if tag == "Figure":
        link = parent.add("Link")
        return link.add(tag, one.block.alternative), link
    link = parent.add(tag).add("Link")
    return link, link


def _marked(page: Page, element: Element | None) -> AbstractContextManager[None]:
    return page.artifact("Pagination") if element is None else page.content(element)


def _start(one: Placed, box: Box, width: float) -> float:
    """The left end of something this wide."""
    room = box.width - one.style.left - one.style.right
    share = {CENTER: 0.5, RIGHT: 1.0}.get(one.text.align, 0.0)
    return box.left + one.style.left + (room - width) * share
