"""The look's page in a browser: the sample follows what is typed, and works without JavaScript, too."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.local_portal import LocalPortal
from tests.web.organizers import entered

LOOK = "/console/winter/look"
ALONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def olivia(browser: Browser, portal: LocalPortal) -> Any:
    return entered(browser, portal)


def test_the_sample_follows_what_is_typed_and_a_logo_that_is_chosen(
    browser: Browser, portal: LocalPortal, olivia: Any, contexts: list[BrowserContext],
    tmp_path: Path,
) -> None:  # fmt: skip
    Image.new("RGB", (60, 30), "navy").save(tmp_path / "logo.png")
    context = browser.new_context(base_url=portal.url, storage_state=olivia, viewport=WIDE)
    contexts.append(context)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.goto(LOOK)
    sample = page.locator("#preview")
    expect(sample.get_by_role("img")).to_have_count(2)
    before = sample.inner_html()
    page.get_by_label("Provider's name").fill("Winter School")
    state = page.get_by_role("status")
    expect(state).to_have_text("The sample shows what you entered. It is not saved yet.")
    assert sample.inner_html() != before
    page.get_by_label("Logo", exact=True).set_input_files(tmp_path / "logo.png")
    expect(sample.locator("image")).to_have_count(1)
    page.get_by_label("Who signs", exact=True).fill("Adlam 𞤀")
    expect(sample.get_by_role("alert")).to_contain_text("can't print 𞤀 (U+1E900)")
    page.get_by_label("Who signs", exact=True).fill("Dr. Pat Signer")
    expect(sample.get_by_role("alert")).to_have_count(0)
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Save look").click()
    expect(page.get_by_role("status").first).to_have_text("Saved.")
    expect(page.locator("#preview image")).to_have_count(1)


def test_without_javascript_a_button_shows_the_sample(
    browser: Browser, portal: LocalPortal, olivia: Any, contexts: list[BrowserContext]
) -> None:
    context = browser.new_context(
        base_url=portal.url, storage_state=olivia, viewport=ALONE, java_script_enabled=False
    )
    contexts.append(context)
    page = context.new_page()
    page.goto(LOOK)
    page.get_by_label("Provider's name").fill("No Script School")
    page.get_by_role("button", name="Show the sample with my changes").click()
    expect(page.locator("#preview").get_by_role("img")).to_have_count(2)
    expect(page.get_by_label("Provider's name")).to_have_value("No Script School")
    page.get_by_label("Add a credit type").select_option(label="IACET CEUs")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Minutes in a unit")).to_have_value("600")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the sample as PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
