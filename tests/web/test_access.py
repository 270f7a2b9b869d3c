"""Everybody can use it: no axe finding, by keyboard alone, on a narrow screen, with large text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.demo_people import PASSWORD
from tests.web.axe import violations
from tests.web.conftest import Visit
from tests.web.people import address_of

PAGES = {
    "charlie": ["/conferences", "/certificates"],
    "alice": [
        "/conferences",
        "/conferences/counselors",
        "/conferences/winter",
        "/conferences/running",
        "/certificates",
        "/account",
        "/account/password",
        "/account/delete",
        "/account/licenses",
        "/account/passkeys",
        "/record",
        "/record/renewals",
        "/help",
        "/verify",
        "/verify/2222-2222-2222-2222",
        "/restore-address/none",
        "/confirm-removal/none",
        "/nothing",
    ],
}
SIGNED_OUT = [
    "/sign-in",
    "/sign-in?ended=everywhere",
    "/reset-password",
    "/set-password/none",
    "/help",
    "/privacy",
    "/accessibility",
]
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _everywhere(visit: Visit, made: str, **options: Any) -> Iterator[Page]:
    for person, paths in PAGES.items():
        page = visit(person, "/help", **options)
        for path in paths:
            page.goto(path)
            yield page
    page = visit("erin", "/help", keep=True, **options)
    for path in ("/conferences", "/certificates", made, made.replace("certificates", "verify")):
        page.goto(path)
        yield page
    page.context.clear_cookies()
    for path in SIGNED_OUT:
        page.goto(path)
        yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(visit: Visit, made: str, scheme: str) -> None:
    found = []
    for page in _everywhere(visit, made, color_scheme=scheme):
        found += violations(page)
    page = visit("alice", "/conferences/counselors", color_scheme=scheme)
    # A claim at work: overlaps, dates left, a note, sessions not shown.
    for box in page.get_by_role("checkbox", name=re.compile("^Attended")).all()[:6]:
        box.check()
    page.locator(".hidden-ones summary").click()
    found += violations(page)
    assert found == []


def test_nothing_scrolls_sideways_at_320_pixels(visit: Visit, made: str) -> None:
    viewport = {"width": 320, "height": 640}
    wide = {
        page.url: page.evaluate(WIDEST)
        for page in _everywhere(visit, made, viewport=viewport)
        if page.evaluate(WIDEST) > 0
    }
    assert wide == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_text_at_twice_the_size_still_fits(visit: Visit, made: str, width: int) -> None:
    viewport = {"width": width, "height": 844}
    cut = {}
    for page in _everywhere(visit, made, viewport=viewport):
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page.reload()
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        clipped = page.evaluate(
            """[...document.querySelectorAll("main *")]
               .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
                 && getComputedStyle(e).overflowX === "hidden").length"""
        )
        if page.evaluate(WIDEST) > 0 or clipped:
            cut[page.url] = (page.evaluate(WIDEST), clipped)
        session.detach()
    assert cut == {}


def test_the_whole_path_by_keyboard_alone(visit: Visit) -> None:
    page = visit("bob", "/help")
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.keyboard.type(address_of("bob"))  # the first field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/conferences")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "a.button[href='/conferences/counselors']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conferences/counselors")
    _tab_to(page, "#find")
    page.keyboard.type("anxiety")
    expect(page.locator(".row:visible")).to_have_count(1)
    _tab_to(page, "[name=session]")
    page.keyboard.press("Space")
    expect(page.locator("#sum-sessions")).to_have_text("1 session")
    _tab_to(page, "input[type=date]")
    page.keyboard.press("ArrowUp")  # the month, out of bounds or not: the field takes keys
    expect(page.locator("#state")).to_have_text("Saved")
    _tab_to(page, "#name")
    page.keyboard.press("End")
    page.keyboard.type(", M.Ed.")
    _tab_to(page, "#go")
    page.keyboard.press("Enter")
    expect(page.locator("#progress-head")).to_be_focused(timeout=10_000)
    expect(page.locator("#progress")).to_contain_text("delivered", timeout=20_000)
    _tab_to(page, "#progress a.button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")


def _tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Tab until the focus is there, each stop visible and not behind the bars."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate(SEEN), f"{selector} is focused but hidden behind something"
            return
    raise AssertionError(f"the focus never came to {selector}")


SEEN = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return element.contains(top) || top?.contains(element) && !top.matches(".bar, .day__head");
}"""


def test_a_printed_certificate_check_says_the_totals_once(visit: Visit, made: str) -> None:
    page = visit("erin", made.replace("certificates", "verify"), keep=True)
    page.emulate_media(media="print")
    said = page.locator("main").inner_text()
    assert len(re.findall(r"\d+\.\d\d contact hours", said)) == 1
    assert "Total: " in said


def test_at_400_percent_zoom_nothing_stays_in_the_way(visit: Visit) -> None:
    """A screen of 1280 by 1024 pixels at 400% leaves 320 by 256."""
    page = visit("alice", "/conferences/counselors", viewport={"width": 320, "height": 256})
    assert page.evaluate(WIDEST) <= 0
    stuck = page.evaluate(
        "[...document.querySelectorAll('.bar, .day__head, .slot__head')]"
        ".filter(e => getComputedStyle(e).position === 'sticky').length"
    )
    assert stuck == 0


def test_with_forced_colors_the_page_that_is_open_stands_out_in_the_navigation(
    visit: Visit,
) -> None:
    page = visit("alice", "/account", keep=True, forced_colors="active")
    colors = "links => links.map(link => getComputedStyle(link).borderBottomColor)"
    here = page.locator(".nav [aria-current]").evaluate_all(colors)
    others = page.locator(".nav a:not([aria-current])").evaluate_all(colors)
    assert len(here) == 1
    assert not set(here) & set(others)


def test_with_forced_colors_a_selected_row_has_an_outline(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors", forced_colors="active")
    row = page.locator(".row").first
    row.get_by_role("checkbox").check()
    expect(row).to_have_css("outline-style", "solid")
    expect(page.locator(".row").nth(1)).to_have_css("outline-style", "none")
