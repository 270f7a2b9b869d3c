"""Everybody can use it: no axe finding, by keyboard alone, on a narrow screen, with large text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import CDPSession, Page, expect

from local.demo_people import PASSWORD
from tests.web.axe import violations_in_both_schemes
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
CLIPPED = """[...document.querySelectorAll("main *")]
   .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
     && getComputedStyle(e).overflowX === "hidden").length"""
DESK = {"width": 1280, "height": 844}


@pytest.mark.parametrize("person", PAGES)
def test_every_page_of_theirs_can_be_read_by_everybody(visit: Visit, person: str) -> None:
    page = visit(person, "/help", viewport=DESK)
    assert _found(page, PAGES[person]) == []


def test_every_page_of_a_certificate_and_signed_out_can_be_read_by_everybody(
    visit: Visit, made: str
) -> None:
    page = visit("erin", "/help", keep=True, viewport=DESK)
    checked = made.replace("certificates", "verify")
    found = _found(page, ["/conferences", "/certificates", made, checked])
    page.context.clear_cookies()
    assert found + _found(page, SIGNED_OUT) == []


def test_axe_finds_nothing_in_a_claim_at_work(visit: Visit) -> None:
    """Overlaps, dates left, a note, sessions not shown."""
    page = visit("alice", "/conferences/counselors")
    for box in page.get_by_role("checkbox", name=re.compile("^Attended")).all()[:6]:
        box.check()
    page.locator(".hidden-ones summary").click()
    assert violations_in_both_schemes(page) == []


def _found(page: Page, paths: list[str]) -> list[str]:
    """What is wrong with each page, loaded once: axe in both schemes, then its width and its text's size."""
    session = page.context.new_cdp_session(page)
    found = []
    for path in paths:
        page.goto(path)
        found += violations_in_both_schemes(page)
        found += _too_wide(page, 320)
        _set_text(session, 32)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        for width in (390, 1280):
            found += [f"text at twice the size: {line}" for line in _too_wide(page, width, True)]
        _set_text(session, 16)
    session.detach()
    return found


def _set_text(session: CDPSession, size: int) -> None:
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size * 13 // 16}})


def _too_wide(page: Page, width: int, clips: bool = False) -> list[str]:
    """Whether it scrolls sideways on a screen of `width` pixels or, if asked, cuts something off."""
    page.set_viewport_size({"width": width, "height": 844})
    wide, clipped = page.evaluate(WIDEST), page.evaluate(CLIPPED) if clips else 0
    if wide <= 0 and not clipped:
        return []
    return [f"{page.url} at {width} px: {wide} px too wide, {clipped} elements cut off"]


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
    # A credit type's label may be one long word.
    page.evaluate("document.querySelector('.facts dt').textContent = 'Suicideprevention'.repeat(5)")
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
