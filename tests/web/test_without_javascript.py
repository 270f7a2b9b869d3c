"""The whole path as forms alone."""

import re
from datetime import date, timedelta
from email.message import EmailMessage

from playwright.sync_api import expect

from tests.support.local_portal import LocalPortal
from tests.web.claim import attended, attended_on, generate, row
from tests.web.conftest import Visit

KEYNOTE = "Opening keynote: The counselor who remembered my name"
GROUPS = "Small groups that end on time"
ONE_PAGE = "A comprehensive program on one page"
RECORDED = "Anxiety in the testing room (online)"


def test_the_whole_path_works_without_javascript(visit: Visit, portal: LocalPortal) -> None:
    page = visit("alice", "/conferences", java_script_enabled=False)
    page.get_by_role("link", name="Prairie School Counselors' Conference", exact=True).click()
    expect(generate(page)).to_be_disabled()
    expect(page.locator("#tools")).to_be_hidden()
    # The label covers the row, so a click on the title selects.
    row(page, GROUPS).get_by_role("heading").click(force=True)
    attended(page, RECORDED).check()
    attended_on(page, RECORDED).fill(str(date.today() - timedelta(days=1)))
    page.get_by_role("button", name="Save selection").click()
    expect(page.get_by_role("status").first).to_have_text("Your selection was saved.")
    expect(page.locator("#sum-sessions")).to_have_text("2 sessions")
    expect(page.locator("#sum-hours")).to_have_text("1.75")
    before = len(portal.mails())
    generate(page).click()
    expect(page.locator("#progress-head")).to_have_text(
        re.compile("delivered"), timeout=20_000
    )  # the page reloads itself
    expect(page.locator("main")).to_contain_text(RECORDED)
    mails: list[EmailMessage] = portal.mails()[before:]
    assert len(mails) == 3
    page.get_by_role("link", name="Certificates", exact=True).first.click()
    expect(page.locator(".card")).to_have_count(1)


def test_a_date_left_at_its_default_is_pointed_out_before_generating(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors", java_script_enabled=False)
    attended(page, GROUPS).check()
    page.get_by_role("button", name="Save selection").click()
    attended(page, RECORDED).check()
    generate(page).click()
    expect(page.get_by_role("status").first).to_contain_text("Check the dates below")
    expect(page.locator("#dates-left")).to_contain_text(RECORDED)
    generate(page).click()
    expect(page.locator("#progress")).to_be_visible()


def test_clearing_all_can_be_undone(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors", java_script_enabled=False)
    attended(page, GROUPS).check()
    page.get_by_role("button", name="Save selection").click()
    page.get_by_role("button", name="Clear all").click()
    expect(attended(page, GROUPS)).not_to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(attended(page, GROUPS)).to_be_checked()


def test_a_cleared_date_deselects_and_a_wrong_one_is_named(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors", java_script_enabled=False)
    attended(page, RECORDED).check()
    attended(page, GROUPS).check()
    attended_on(page, RECORDED).fill("2019-01-01")
    page.get_by_role("button", name="Save selection").click()
    expect(page.get_by_role("alert")).to_contain_text(RECORDED)
    expect(attended(page, GROUPS)).to_be_checked()
    attended_on(page, RECORDED).fill("")
    page.get_by_role("button", name="Save selection").click()
    expect(attended(page, RECORDED)).not_to_be_checked()
    expect(attended(page, GROUPS)).to_be_checked()


def test_a_second_window_is_told_and_keeps_its_ticks(visit: Visit) -> None:
    one = visit("alice", "/conferences/counselors", java_script_enabled=False)
    other = visit("alice", "/conferences/counselors", java_script_enabled=False)
    attended(one, GROUPS).check()
    one.get_by_role("button", name="Save selection").click()
    attended(other, KEYNOTE).check()
    other.get_by_role("button", name="Save selection").click()
    expect(other.get_by_role("alert")).to_contain_text("also changed in another window")
    expect(other.get_by_role("alert")).to_contain_text(GROUPS)
    expect(attended(other, KEYNOTE)).to_be_checked()
    other.get_by_role("button", name="Save selection").click()
    expect(other.get_by_role("status").first).to_have_text("Your selection was saved.")


def test_overlaps_are_marked_after_saving(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors", java_script_enabled=False)
    attended(page, ONE_PAGE).check()
    attended(page, GROUPS).check()
    page.get_by_role("button", name="Save selection").click()
    expect(row(page, GROUPS)).to_contain_text(f"Same time as “{ONE_PAGE}”")
