"""Also in `make screenshots`: a deadline, closed, an unissued change, bounced, complained, revoked."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.local_portal import LocalPortal, running_portal
from tests.web.launch import ARGUMENTS, CHROMIUM
from tests.web.people import sign_in

FOLDER = Path(__file__).parents[2] / "screenshots"
WIDTHS = {390: 844, 1280: 900}
PLACE = "/conferences/counselors"


def main() -> None:
    """Make each state once, then show it to four browsers."""
    FOLDER.mkdir(exist_ok=True)
    with running_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, person, paths in _states(browser, portal):
            _shoot(browser, portal, name, person, paths)
        browser.close()


def _states(browser: Browser, portal: LocalPortal) -> Iterator[tuple[str, str, dict[str, str]]]:
    pages = {"card": "/conferences", "page": PLACE}
    returned = _certificate(browser, portal, "erin")
    complained = _certificate(browser, portal, "frank")
    yield "bounced", "erin", pages | {"certificate": returned}
    yield "complained", "frank", pages | {"certificate": complained}
    _certificate(browser, portal, "alice")
    _tick(browser, portal, "alice", slice(8, 10))
    _deadline(portal, date.today() + timedelta(days=9))
    yield "unissued-with-deadline", "alice", pages
    revoked = _certificate(browser, portal, "bob")
    public_id = revoked.rpartition("/")[2]
    _ops(portal, "revoke", public_id, "--yes", "--reason", "Issued for another person.")
    yield "revoked", "bob", pages | {"certificate": revoked, "certificates": "/certificates"}
    _deadline(portal, date.today() - timedelta(days=3))
    yield "closed", "alice", pages
    yield "closed-with-nothing", "grace", pages


def _shoot(
    browser: Browser, portal: LocalPortal, name: str, person: str, paths: dict[str, str]
) -> None:
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=portal.url,
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            page = context.new_page()
            sign_in(page, person)
            for part, path in paths.items():
                page.goto(path)
                page.wait_for_timeout(150)
                shot = FOLDER / f"{name}-{part}-{width}-{scheme}.png"
                page.screenshot(path=shot, full_page=part != "page" or width > 400)
                print(shot.name)  # noqa: T201
            context.close()


def _certificate(browser: Browser, portal: LocalPortal, person: str) -> str:
    page = _open(browser, portal, person)
    for box in page.locator(".row [name=session]").all()[2:5]:
        box.check()
    page.get_by_role("button", name="Generate Certificate").click()
    page.locator("#progress[data-finished=yes]").wait_for(timeout=40_000)
    path = page.locator("#progress").get_attribute("data-url") or ""
    page.context.close()
    return re.sub("/progress$", "", path)


def _tick(browser: Browser, portal: LocalPortal, person: str, which: slice) -> None:
    page = _open(browser, portal, person)
    for box in page.locator(".row [name=session]").all()[which]:
        box.check()
    page.get_by_text("Saved", exact=True).wait_for()
    page.context.close()


def _open(browser: Browser, portal: LocalPortal, person: str) -> Page:
    page = browser.new_page(base_url=portal.url)
    sign_in(page, person)
    page.goto(PLACE)
    return page


def _deadline(portal: LocalPortal, day: date) -> None:
    with TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.toml"
        settings.write_text(f"deadline = {day.isoformat()}\n")
        _ops(portal, "conference", "counselors", "--file", str(settings))


def _ops(portal: LocalPortal, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "ops", "--local", *arguments],
        env=os.environ | {"AWS_PORT": portal.aws_port},
        cwd=Path(__file__).parents[2],
        check=True,
    )


if __name__ == "__main__":
    main()
