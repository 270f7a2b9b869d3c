"""An organizer in a browser: the invitation in the inbox, and the passkey it asks for."""

import re
from typing import Any

from playwright.sync_api import Browser, Page

from tests.support.local_portal import LocalPortal

ORGANIZER = "olivia@prairie.example"
_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def entered(browser: Browser, portal: LocalPortal) -> Any:
    """The state of a browser in which Olivia accepted her invitation, to open others with."""
    with browser.new_context(base_url=portal.url) as context:
        page = context.new_page()
        with_authenticator(page)
        page.goto(_invitation(portal))
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Create passkey").click()
        page.wait_for_url("**/console")
        return context.storage_state()


def with_authenticator(page: Page) -> None:
    """A device with a fingerprint reader, for this page."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})


def _invitation(portal: LocalPortal) -> str:
    mails = [mail for mail in portal.mails() if ORGANIZER in str(mail["To"])]
    body = mails[-1].get_body(("plain",))
    assert body
    found = re.search(r"https?://\S+/invitation/\S+", body.get_content())
    assert found
    return found[0]
