"""Names look as a browser shapes them: the same face, the same size, no more apart than smoothing."""

import io
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from chalicelib.documents.document import About, Document
from chalicelib.documents.fonts import FOLDER
from chalicelib.documents.page import SetLine
from chalicelib.documents.typeface import Style
from chalicelib.documents.typesetting import Line, Setter
from tests.support.names import PEOPLE

SIZE, ROW, LEFT, WIDTH = 32, 64, 20, 600  # points, and CSS pixels
SCALE = 4  # pixels of the pictures to a point
SETTER = Setter("America/Chicago")


def _lines() -> list[Line]:
    return [SETTER.lines(name, Style(), 1000)[0] for _, name in PEOPLE]


def _ours(lines: list[Line], folder: Path) -> Image.Image:
    document = Document(About("Names", "", "", "", datetime(2026, 1, 1, tzinfo=UTC)))
    page = document.new_page(WIDTH, ROW * len(lines))
    document.bookmarks.append(("Names", 0))
    with page.content(document.structure.document.add("P")):
        page.text(
            [
                SetLine(line, LEFT, page.height - ROW * row - 40, SIZE, "0 0 0")
                for row, line in enumerate(lines)
            ]
        )
    file = folder / "names"
    command = ["pdftoppm", "-r", str(72 * SCALE), "-png", "-singlefile", "-gray", "-", str(file)]
    subprocess.run(command, input=document.write(), check=True)
    return Image.open(file.with_suffix(".png")).convert("L")


def _theirs(lines: list[Line], browser: Browser, folder: Path) -> Image.Image:
    faces = sorted({run.face.name for line in lines for run in line.runs})
    rules = "".join(
        f"@font-face{{font-family:{name};src:url({FOLDER.as_uri()}/{name}.ttf)}}" for name in faces
    )
    rows = []
    for line, (_, name) in zip(lines, PEOPLE, strict=True):
        families = ",".join(dict.fromkeys(run.face.name for run in line.runs))
        # Letters that stand as they are: neither of us moves them.
        shaped = any(run.glyphs for run in line.runs)
        plain = "" if shaped else "font-kerning:none;font-variant-ligatures:none"
        text = unicodedata.normalize("NFC", name)
        rows.append(f'<div style="font-family:{families};{plain}"><bdi>{text}</bdi></div>')
    html = (
        f"<meta charset=utf-8><style>{rules}body{{margin:0}}div{{height:{ROW}px;font-size:{SIZE}px;"
        f"line-height:{ROW}px;padding-left:{LEFT}px;white-space:nowrap;overflow:hidden;"
        "text-rendering:geometricPrecision}}</style>"
    )
    context = browser.new_context(
        device_scale_factor=SCALE, viewport={"width": WIDTH, "height": ROW * len(lines)}
    )
    try:
        page = context.new_page()
        file = folder / "names.html"
        file.write_text(html + "".join(rows))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        shot = page.screenshot(full_page=True)
    finally:
        context.close()
    return Image.open(io.BytesIO(shot)).convert("L")


def _row(sheet: Image.Image, row: int) -> Image.Image:
    cut = sheet.crop((0, row * ROW * SCALE, WIDTH * SCALE, (row + 1) * ROW * SCALE))
    ink = ImageChops.invert(cut)
    box = ink.point(lambda value: 255 if value > 40 else 0).getbbox()
    assert box is not None
    return ink.crop(box)


def apart(ours: Image.Image, theirs: Image.Image) -> float:
    """The share of the ink that is in one picture alone, at the best of some small shifts."""
    width, height = max(ours.width, theirs.width) + 6, max(ours.height, theirs.height) + 6
    best = 1.0
    for shift_x in range(1, 6):
        for shift_y in range(2, 5):
            sheets = []
            for picture, at in ((ours, (3, 3)), (theirs, (shift_x, shift_y))):
                sheet = Image.new("L", (width, height))
                sheet.paste(picture, at)
                sheets.append(sheet)
            difference = ImageChops.difference(*sheets)
            # Half a pixel of an edge may be darker or lighter; more is another shape.
            wrong = sum(difference.histogram()[160:])
            ink = sum(sheets[0].histogram()[128:])
            best = min(best, wrong / ink)
    return best


def test_forty_names_look_as_chromium_shapes_them(browser: Browser, tmp_path: Path) -> None:
    lines = _lines()
    ours, theirs = _ours(lines, tmp_path), _theirs(lines, browser, tmp_path)
    for name, sheet in (("ours", ours), ("theirs", theirs)):
        sheet.save(tmp_path / f"sheet-{name}.png")
    found = {
        f"{script}: {name}": round(apart(_row(ours, row), _row(theirs, row)), 3)
        for row, (script, name) in enumerate(PEOPLE)
    }
    assert {name: share for name, share in found.items() if share > 0.04} == {}


@pytest.mark.parametrize(("first", "second"), [("Ǫ\u0301", "Ǫ"), ("ක්\u200dර", "ක්ර")])
def test_the_comparison_sees_a_wrong_shape(first: str, second: str, tmp_path: Path) -> None:
    lines = [SETTER.lines(text, Style(), 1000)[0] for text in (first, second)]
    sheet = _ours(lines, tmp_path)
    assert apart(_row(sheet, 0), _row(sheet, 1)) > 0.02
