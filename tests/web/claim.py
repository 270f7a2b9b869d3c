"""What a person does and sees on a conference's page."""

import re

from playwright.sync_api import Locator, Page, expect


def row(page: Page, title: str) -> Locator:
    """The row of a session."""
    return page.locator(".row").filter(has=page.get_by_role("heading", name=title))


def attended(page: Page, title: str) -> Locator:
    """The row's Attended box."""
    return row(page, title).get_by_role("checkbox", name=re.compile("^Attended"))


def attended_on(page: Page, title: str) -> Locator:
    """The row's Attended On field."""
    return row(page, title).get_by_label("Attended On")


def is_saved(page: Page) -> None:
    """Wait until the page says so."""
    expect(page.locator("#state")).to_have_text("Saved")


def generate(page: Page) -> Locator:
    """The button at the foot."""
    return page.get_by_role("button", name="Generate Certificate")
