"""The image of a page shows what its PDF shows."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from chalicelib.documents.certificate import picture, render
from chalicelib.domain.conference import Provider
from chalicelib.domain.sample import sample, sample_sessions
from samples import world
from tests.web.launch import CHROMIUM

DPI = 144


def _logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 30), (200, 0, 0, 128)).save(out, "PNG")
    return out.getvalue()


def _drawn() -> tuple[bytes, tuple[str, ...]]:
    provider = Provider(name="Łódź (देवनागरी)", signatory_name="علي", logo="logo", seal="logo")
    conference = world.spring(provider=provider)
    sessions = sample_sessions(conference, world.spring_sessions())
    snapshot = sample(conference, sessions, "Zoë Å. ễ", world.NOW, "https://ceu.example.org")
    images = {"logo": _logo()}
    made = render(snapshot, images)
    pages = tuple(picture(snapshot, images, page=page) for page in range(2))
    assert not made.missing_glyphs
    return made.pdf, pages


def test_it_is_sound_and_holds_nothing_typed() -> None:
    _, pages = _drawn()
    names: set[str] = set()
    for page in pages:
        root = ElementTree.fromstring(page)
        found = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
        assert found
        assert not names & set(found)
        names |= set(found)
        assert set(re.findall(r'href="#([\w-]+)"', page)) == set(found)
        assert not "".join(root.itertext()).strip()
    assert "data:image/png" in pages[0]


@pytest.mark.skipif(not CHROMIUM or not shutil.which("pdftoppm"), reason="needs both")
def test_a_browser_draws_it_as_poppler_draws_the_pdf(tmp_path: Path) -> None:
    pdf, pages = _drawn()
    (tmp_path / "it.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", "-f", "1", "-l", "1", "it.pdf", "pdf"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    [drawn] = tmp_path.glob("pdf*.png")
    expected = Image.open(drawn).convert("L")
    size = f"{expected.width},{expected.height}"
    sized = pages[0].replace("<svg ", f'<svg width="{expected.width}" height="{expected.height}" ')
    (tmp_path / "it.svg").write_text(sized)
    subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--hide-scrollbars",
            f"--window-size={size}", "--screenshot=svg.png", "it.svg",
        ],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    shown = Image.open(tmp_path / "svg.png").convert("L").crop((0, 0, *expected.size))
    # The two smooth edges differently, which a half of the size evens out.
    half = (expected.width // 2, expected.height // 2)
    apart = ImageChops.difference(expected.resize(half), shown.resize(half))
    apart = apart.point(lambda value: 255 * (value > 100))
    ink = expected.resize(half).point(lambda value: 255 * (value < 150))
    assert sum(apart.histogram()[1:]) < 0.02 * sum(ink.histogram()[1:])
