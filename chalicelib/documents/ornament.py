"""The ornament of the certificate's page: frame, corners and watermark, the same on each."""

from functools import cache
from math import cos, pi, radians, sin

from chalicelib.documents.page import Page
from chalicelib.documents.pdf_file import number
from chalicelib.documents.styles import BlockStyle
from chalicelib.documents.stylesheet import StyleSheet

KINDS = ("p.frame", "p.hairline", "p.corner", "p.watermark")


def draw_ornament(page: Page, sheet: StyleSheet) -> None:
    """On the whole page, below what is drawn after it."""
    with page.artifact():
        page.code.append(ornament(page.width, page.height, sheet))


@cache
def ornament(width: float, height: float, sheet: StyleSheet) -> str:
    """Its operators for a page of this size."""
    frame, hairline, corner, watermark = map(sheet.block, KINDS)
    code = ["q", _pen(watermark)]
    code += _rosette(width / 2, height / 2 + 40, radius=165, petals=12, turns=10)
    for style in (frame, hairline):
        inset = style.left
        code.append(_pen(style))
        box = inset, inset, width - 2 * inset, height - 2 * inset
        code.append(" ".join(map(number, box)) + " re S")
    code.append(_pen(corner))
    inset = hairline.left + 14
    for x in (inset, width - inset):
        for y in (inset, height - inset):
            code += _rosette(x, y, radius=9, petals=6, turns=4)
    return "\n".join([*code, "Q"])


def _pen(style: BlockStyle) -> str:
    rule = style.over
    return f"{rule.color} RG {number(rule.width)} w" if rule else ""


def _rosette(x: float, y: float, radius: float, petals: int, turns: int) -> list[str]:
    """A guilloche: one waved ring, `turns` times over, each turned a little further."""
    ring = _ring(radius, petals)
    code = [f"q 1 0 0 1 {number(x)} {number(y)} cm"]
    angle = radians(360 / petals / turns)
    turn = f"{cos(angle):.5f} {sin(angle):.5f} {-sin(angle):.5f} {cos(angle):.5f} 0 0 cm"
    for _ in range(turns):
        code += [ring, turn]
    return [*code, "Q"]


def _ring(radius: float, petals: int) -> str:
    steps = 8 * petals
    points = []
    for step in range(steps):
        angle = 2 * pi * step / steps
        distance = radius * (0.7 + 0.3 * cos(petals * angle))
        points.append((distance * cos(angle), distance * sin(angle)))
    code = [" ".join(map(number, points[0])) + " m"]
    for step in range(steps):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
            points[(step + shift) % steps] for shift in (-1, 0, 1, 2)
        )
        # Through each point, as Catmull and Rom: smooth with few of them.
        curve = (
            bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy
        )  # fmt: skip
        code.append(" ".join(map(number, curve)) + " c")
    return " ".join([*code, "s"])
