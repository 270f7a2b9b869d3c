"""`make screenshots`: every page at 390 and 1280 px, light and dark, into screenshots/ (ignored)."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.local_portal import LocalPortal, running_portal
from tests.web.launch import ARGUMENTS, CHROMIUM
from tests.web.people import sign_in

FOLDER = Path(__file__).parents[2] / "screenshots"
WIDTHS = {390: 844, 1280: 900}
PUBLIC = {
    "sign-in": "/sign-in",
    "reset-password": "/reset-password",
    "link-spent": "/confirm-removal/spent",
    "help": "/help",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "not-found": "/nothing",
}
SIGNED_IN = {
    "conferences": "/conferences",
    "conference": "/conferences/counselors",
    "blocked": "/conferences/winter",
    "not-listed": "/conferences/running",
    "certificates": "/certificates",
    "account": "/account",
    "password": "/account/password",
    "passkeys": "/account/passkeys",
    "licenses": "/account/licenses",
    "delete": "/account/delete",
    "record": "/record",
    "renewals": "/record/renewals",
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with running_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        certificates = {
            person: _certificate(browser, portal, person) for person in ("alice", "erin")
        }
        for width, height in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    base_url=portal.url,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                for name, page in _pages(context.new_page(), certificates):
                    path = FOLDER / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=path, full_page=True)
                    print(path.relative_to(FOLDER.parent))  # noqa: T201
                context.close()
        browser.close()


def _pages(page: Page, certificates: dict[str, str]) -> Iterator[tuple[str, Page]]:
    for name, path in PUBLIC.items():
        page.goto(path)
        yield name, page
    for person, pages in (
        ("alice", SIGNED_IN | {"certificate": certificates["alice"]}),
        ("erin", {"certificate-returned": certificates["erin"]}),
        ("charlie", {"no-conferences": "/conferences", "no-certificates": "/certificates"}),
    ):
        sign_in(page, person)
        for name, path in pages.items():
            page.goto(path)
            yield name, page
    page.goto("/verify/" + certificates["alice"].rpartition("/")[2])
    yield "verify", page
    page.goto("/verify/2222-2222-2222-2222")
    yield "verify-unknown", page
    yield from _live(page)


def _live(page: Page) -> Iterator[tuple[str, Page]]:
    """What only shows while somebody works: ticks that overlap, a search, all of it cleared."""
    sign_in(page, "alice")
    page.goto("/conferences/winter")
    for box in page.locator(".row [name=session]").all()[:3]:
        box.check()
    yield "ticked", page
    page.locator("#find").fill("nothing like it")
    page.locator("#empty").wait_for()
    yield "no-match", page
    page.locator("#show-all").click()
    page.locator("#clear").click()
    page.get_by_text("Saved", exact=True).wait_for()
    yield "cleared", page


def _certificate(browser: Browser, portal: LocalPortal, person: str) -> str:
    """Somebody selects three sessions and generates; the path of the certificate's page."""
    page = browser.new_page(base_url=portal.url)
    sign_in(page, person)
    page.goto("/conferences/counselors")
    for box in page.locator(".row [name=session]").all()[2:6]:
        box.check()
    page.get_by_role("button", name="Generate Certificate").click()
    page.locator("#progress[data-finished=yes]").wait_for(timeout=30_000)
    path = page.locator("#progress").get_attribute("data-url") or ""
    page.context.close()
    return path.removesuffix("/progress")


if __name__ == "__main__":
    main()
