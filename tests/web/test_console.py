"""The console in a browser: no axe finding, no page wider than its screen, a file at a click."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.web.axe import violations
from tests.web.conftest import Open

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
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def page(opened: Open, rosa: Any) -> Page:
    hers = opened()
    hers.context.add_cookies([rosa])
    return hers


def test_axe_finds_nothing_and_nothing_is_too_wide(page: Page) -> None:
    found = []
    for path in PAGES:
        _look_at(page, 390, "light")
        page.goto(path)
        found += _wrong(page, 390)
        _look_at(page, 1280, "dark")
        found += _wrong(page, 1280)
    assert found == []


def _look_at(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)


def _wrong(page: Page, width: int) -> list[str]:
    found, wide = violations(page), page.evaluate(WIDEST)
    found += [f"{page.url}: {wide} px too wide"] if wide > 0 else []
    return [f"at {width} px: {line}" for line in found]


def test_a_file_is_had_by_keyboard(page: Page) -> None:
    page.goto(CLAIMS)
    page.get_by_role("link", name="Download as a file").press("Enter")
    page.get_by_role("button", name="CSV").press("Enter")
    ready = page.get_by_role("link", name="Download spring-claims")
    with page.expect_download() as download:
        ready.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert len(text.splitlines()) == 71
    assert "person1@school1.example" in text
