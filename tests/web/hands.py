"""A person at a page, by keyboard or by mouse, with a device that keeps passkeys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.support.local_portal import LocalPortal
from tests.web.axe import violations
from tests.web.test_access import SEEN, WIDEST

MOST_TABS = 150
TOP = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return `${top?.outerHTML.slice(0, 120)} at ${Math.round(box.x)}, ${Math.round(box.y)}`;
}"""


@dataclass
class Hands:
    """By keyboard they tab to what they need, by mouse they click it."""

    page: Page
    by_keyboard: bool

    def press(self, what: Locator, key: str = "Enter") -> None:
        if self.by_keyboard:
            self.tab_to(what)
            self.page.keyboard.press(key)
        else:
            what.click()

    def check(self, what: Locator) -> None:
        self.press(what, "Space")
        expect(what).to_be_checked()

    def type(self, what: Locator, text: str) -> None:
        if self.by_keyboard:
            self.tab_to(what)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(text)
        else:
            what.fill(text)

    def date(self, what: Locator, iso: str) -> None:
        if self.by_keyboard:
            self.tab_to(what)
            year, month, day = iso.split("-")
            self.page.keyboard.type(month + day + year)
        else:
            what.fill(iso)
        expect(what).to_have_value(iso)

    def file(self, what: Locator, path: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press(what)
        chooser.value.set_files(path)

    def fine(self) -> None:
        """Nothing that axe finds, nothing cut off at the side."""
        assert violations(self.page) == []
        assert self.page.evaluate(WIDEST) <= 0, f"{self.page.url} is wider than the screen"

    def tab_to(self, what: Locator, key: str = "Tab") -> None:
        what.wait_for()
        for _ in range(MOST_TABS):
            if what.evaluate("e => e === document.activeElement"):
                assert self.page.evaluate(SEEN), (
                    f"{what} is focused but behind {self.page.evaluate(TOP)}"
                )
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"the focus never came to {what}")


def with_authenticator(page: Page, verified: bool = True) -> CDPSession:
    """What a phone has, until detached: it keeps passkeys and knows its person, unless not `verified`."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools


def link_to(portal: LocalPortal, address: str, kind: str) -> str:
    """The link of the last email to somebody: `invitation`, `set-password`."""
    mails = [mail for mail in portal.mails() if address in str(mail["To"])]
    body = mails[-1].get_body(("plain",))
    found = re.search(rf"http\S+/{kind}/\S+", str(body.get_content() if body else ""))
    assert found
    return found[0]


def enter(
    hands: Hands, invitation: str, before_passkey: Callable[[], object] = lambda: None
) -> None:
    """Accept an invitation with a new passkey."""
    page = hands.page
    page.goto(invitation)
    hands.press(page.get_by_role("button", name="Continue"))
    hands.type(page.get_by_label("Name of the passkey"), "My computer")
    before_passkey()
    hands.press(page.get_by_role("button", name="Create passkey"))
    page.wait_for_url("**/console")
