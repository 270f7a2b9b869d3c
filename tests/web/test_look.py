"""The look's page in a browser: the sample follows what is typed, and works without JavaScript, too."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Error, Locator, Page, expect

from tests.support.local_visitor import until
from tests.web.axe import violations
from tests.web.conftest import Open

LOOK = "/console/spring/look"
PAGE = ".preview__page"
NAVY = (0, 0, 128)


@pytest.fixture
def look(opened: Open, rosa: Any) -> Open:
    def her_look(**options: Any) -> Page:
        page = opened(**options)
        page.context.add_cookies([rosa])
        page.goto(LOOK)
        return page

    return her_look


def test_the_sample_follows_what_is_typed_and_a_logo_that_is_chosen(
    look: Open, tmp_path: Path
) -> None:
    Image.new("RGB", (200, 100), NAVY).save(tmp_path / "logo.png")
    page = look(viewport={"width": 1280, "height": 900})
    sample = page.locator("#preview")
    certificate = sample.locator(PAGE).first
    expect(sample.locator(PAGE)).to_have_count(2)
    state = page.locator("[data-look-state]")

    before = _seen(certificate)
    page.get_by_label("Provider's name").fill("Winter School")
    expect(state).to_have_text("The sample shows what you entered. It is not saved yet.")
    until(lambda: ImageChops.difference(before, _seen(certificate)).getbbox() is not None)
    page.get_by_label("Logo", exact=True).set_input_files(tmp_path / "logo.png")
    until(lambda: _has_navy(certificate))

    page.get_by_label("Who signs", exact=True).fill("Adlam 𞤀")
    expect(sample.get_by_role("alert")).to_contain_text("can't print 𞤀 (U+1E900)")
    page.get_by_label("Who signs", exact=True).fill("Dr. Pat Signer")
    expect(sample.get_by_role("alert")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Save look").first.click()
    expect(page.get_by_role("status").first).to_have_text("Saved.")
    until(lambda: _has_navy(certificate))


def test_without_javascript_a_button_shows_the_sample(look: Open) -> None:
    page = look(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.get_by_label("Provider's name").fill("No Script School")
    page.get_by_role("button", name="Show the sample with my changes").click()
    expect(page.locator("#preview").locator(PAGE)).to_have_count(2)
    expect(page.get_by_label("Provider's name")).to_have_value("No Script School")
    page.get_by_label("Add a credit type").select_option(label="IACET CEUs")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Minutes in a unit")).to_have_value("600")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the sample as PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def _seen(image: Locator) -> Image.Image:
    """The image as shown; one that is replaced as it is taken is taken again."""
    for _ in range(10):
        with suppress(Error):
            return Image.open(io.BytesIO(image.screenshot())).convert("RGB")
    raise AssertionError("The sample is replaced again and again.")


def _has_navy(image: Locator) -> bool:
    return any(color == NAVY for _, color in _seen(image).getcolors(1 << 20) or ())
