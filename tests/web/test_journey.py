"""From an empty console to a certificate in an attendee's inbox: in a browser, the first grant aside.

On a phone by keyboard alone, on a desk by mouse; axe looks at each page on the way.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.local_portal import ROOT, LocalPortal, running_portal
from tests.support.roster_workbook import write_roster
from tests.support.schedules import path_of
from tests.web.hands import Hands, enter, link_to, with_authenticator

DAYS = [f"1/{day}/2020" for day in range(13, 18)]
PASSWORD = "three-unrelated-words"
READING = 30_000  # ms; 262 sessions are planned in less than a second of processor time


@pytest.fixture(scope="module")
def old_portal(browser_type_launch_args: dict[str, Any]) -> Iterator[LocalPortal]:
    """linux.conf.au was in January 2020, before the portal's first year."""
    path_of("lca-2020.ics")
    with running_portal(FIRST_CEU_YEAR="2020", LOCAL_FEEDBACK_DELAY="0") as running:
        yield running


@pytest.mark.parametrize(
    ("width", "by_keyboard"), [(390, True), (1280, False)], ids=["phone-keyboard", "desk-mouse"]
)
def test_from_an_empty_console_to_a_certificate_in_an_inbox(
    browser: Browser, old_portal: LocalPortal, tmp_path: Path, width: int, by_keyboard: bool
) -> None:
    organizer, conference = f"organizer{width}@association.example", f"lca-{width}"
    people = [f"pat{number}.{width}@school.example" for number in range(500)]
    roster = tmp_path / "roster.xlsx"
    write_roster(roster, people, DAYS)
    _grant(old_portal, organizer)

    context = browser.new_context(
        base_url=old_portal.url, viewport={"width": width, "height": 844}, locale="en-US"
    )
    context.set_default_timeout(READING)
    try:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        with_authenticator(page)
        hands = Hands(page, by_keyboard)
        enter(hands, link_to(old_portal, organizer, "invitation"), before_passkey=hands.fine)
        hands.fine()
        _begin(hands, conference)
        _import(hands, "Upload a schedule", path_of("lca-2020.ics"), credit=True)
        _import(hands, "Upload registrations", roster)
        expect(page.locator("main")).to_contain_text("500 addresses, 500 with a confirmed")
        hands.press(page.get_by_role("link", name="See what the conference still needs"))
        expect(page.locator("main")).to_contain_text("Open for claims since January 18, 2020.")
        hands.fine()
        hands.press(page.get_by_role("button", name="Sign out"))
        _claim(hands, old_portal, people[7], conference)
    finally:
        context.close()


def _grant(portal: LocalPortal, email: str) -> None:
    """The one thing that takes the command line."""
    command = [sys.executable, "-m", "ops", "--local", "grant", email]
    done = subprocess.run(
        [*command, "--conference", "all", "--role", "owner"],
        env=os.environ | {"AWS_PORT": portal.aws_port, "PORT": portal.url.rpartition(":")[2]},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _begin(hands: Hands, conference: str) -> None:
    page = hands.page
    hands.press(page.get_by_role("link", name="New conference"))
    hands.type(page.get_by_label("Name", exact=True), "linux.conf.au 2020")
    hands.type(page.get_by_label("ID", exact=True), conference)
    hands.date(page.get_by_label("First day"), "2020-01-13")
    hands.date(page.get_by_label("Last day", exact=True), "2020-01-17")
    hands.type(page.get_by_label("Place"), "Gold Coast")
    hands.type(page.get_by_label("Time zone"), "Australia/Brisbane")
    hands.check(page.get_by_label(re.compile("only sessions on days")))
    hands.fine()
    hands.press(page.get_by_role("button", name="Create conference"))
    expect(page.get_by_role("heading", name="linux.conf.au 2020")).to_be_visible()
    hands.fine()


def _import(hands: Hands, button: str, path: Path, credit: bool = False) -> None:
    page = hands.page
    hands.press(page.get_by_role("link", name="Imports", exact=True).first)
    hands.press(page.get_by_role("button", name=button))
    hands.file(page.get_by_label("File"), path)
    if credit:  # the other file passes the same pages, but for its plan
        hands.fine()
    hands.press(page.get_by_role("button", name="Upload", exact=True))
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible(timeout=READING)
    if credit:
        expect(page.get_by_text("No session carries credit yet")).to_be_visible()
        _all_but_breaks(hands)
    expect(page.get_by_role("heading", name="Apply this plan")).to_be_visible()
    hands.fine()
    hands.type(page.get_by_label("Why"), "The first program.")
    hands.press(page.get_by_role("button", name="Apply", exact=True))
    expect(page.get_by_text("Applied.", exact=True)).to_be_visible(timeout=READING)
    if credit:
        hands.fine()


def _all_but_breaks(hands: Hands) -> None:
    page = hands.page
    if hands.by_keyboard:
        # A group of radio buttons is one stop; the arrows choose.
        hands.tab_to(page.get_by_label("Only those for which the file gives minutes"))
        page.keyboard.press("ArrowDown")
    else:
        page.get_by_label("All, for as long as they last").check()
    expect(page.get_by_label("All, for as long as they last")).to_be_checked()
    hands.check(page.get_by_label("No credit for breaks"))
    hands.press(page.get_by_role("button", name="Read it again"))
    expect(page.get_by_text(re.compile("^2\\d\\d of 262 sessions eligible"))).to_be_visible(
        timeout=READING
    )


def _claim(hands: Hands, portal: LocalPortal, address: str, conference: str) -> None:
    page = hands.page
    hands.press(page.get_by_role("link", name=re.compile("^Forgot your password")))
    hands.type(page.get_by_label("Email address"), address)
    hands.press(page.get_by_role("button", name="Send me a link"))
    page.get_by_text("Check your email").first.wait_for()
    page.goto(link_to(portal, address, "set-password"))
    hands.type(page.get_by_label("New password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Save and sign in"))
    page.wait_for_url("**/conferences")
    hands.press(page.locator(f"a.button[href$='/conferences/{conference}']"))
    page.wait_for_url(f"**/conferences/{conference}")
    # What is below moves until then, and a key would meet it elsewhere.
    expect(page.locator(".rows:not(.rows--laid-out)")).to_have_count(0, timeout=READING)
    hands.fine()
    hands.check(page.get_by_role("checkbox", name=re.compile("^Attended")).nth(1))
    expect(page.locator("#state")).to_have_text("Saved")
    if hands.by_keyboard:  # not through 260 more sessions, but back past two to their heading
        skip = page.locator(".slot").get_by_role("link", name="Skip to your certificate")
        hands.tab_to(skip.first, "Shift+Tab")
        page.keyboard.press("Enter")
    hands.press(page.get_by_role("button", name="Generate Certificate"))
    expect(page.locator("#progress")).to_contain_text("delivered", timeout=READING)
    hands.fine()
    mail = next(one for one in reversed(portal.mails()) if address in str(one["To"]))
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]
