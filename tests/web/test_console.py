"""The console in a browser: no axe finding, no page wider than its screen, a file at a click."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.local_portal import LocalPortal

CONFERENCE = "/console/spring"
CLAIMS = f"{CONFERENCE}/claims"
PAGES = (
    CONFERENCE,
    f"{CONFERENCE}/people?q=pat",
    f"{CONFERENCE}/sessions",
    f"{CONFERENCE}/sessions/new",
    f"{CONFERENCE}/sessions/credit",
    f"{CONFERENCE}/imports",
    f"{CONFERENCE}/look",
    f"{CONFERENCE}/settings",
    f"{CONFERENCE}/reissue",
    f"{CONFERENCE}/team",
    f"{CONFERENCE}/audit",
    CLAIMS,
    f"{CLAIMS}?which=failed",
    f"{CLAIMS}/addresses?which=returned",
    f"{CLAIMS}/sessions",
    f"{CLAIMS}/days",
    f"{CLAIMS}/files",
)
ONLY = {"resultTypes": ["violations"]}
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _page(browser: Browser, portal: LocalPortal, rosa: Any, **options: Any) -> Page:
    context: BrowserContext = browser.new_context(base_url=portal.url, **options)
    context.add_cookies([rosa])
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Browser, portal: LocalPortal, rosa: Any, width: int, scheme: Any
) -> None:
    size: Any = {"width": width, "height": 844}
    page = _page(browser, portal, rosa, viewport=size, color_scheme=scheme)
    axe, found = Axe(), []
    for path in PAGES:
        page.goto(path)
        rules = axe.run(page, options=ONLY).response["violations"]
        found += [(path, rule["id"], rule["nodes"][0]["html"]) for rule in rules]
        wide = page.evaluate(WIDEST)
        found += [(path, "too wide", str(wide))] if wide > 0 else []
    page.context.close()
    assert found == []


def test_a_file_is_had_by_keyboard(browser: Browser, portal: LocalPortal, rosa: Any) -> None:
    page = _page(browser, portal, rosa)
    page.goto(CLAIMS)
    page.get_by_role("link", name="Download as a file").press("Enter")
    page.get_by_role("button", name="CSV").press("Enter")
    ready = page.get_by_role("link", name="Download spring-claims")
    with page.expect_download() as download:
        ready.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    text = Path(download.value.path()).read_text("utf-8-sig")
    page.context.close()
    assert len(text.splitlines()) == 71
    assert "person1@school1.example" in text
