"""`make organizer-screenshots`: the pictures of the guide for organizers, small by their few colors."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.support.local_portal import ROOT, LocalPortal, running_portal
from tests.web.hands import Hands, enter, link_to, with_authenticator
from tests.web.launch import ARGUMENTS, CHROMIUM

ORGANIZER = "olivia@prairie.example"
FOLDER = ROOT / "static" / "guide"
WIDE, PHONE = 1280, 390
MOST_HEIGHT = {WIDE: 760, PHONE: 844}  # px
MARGIN = 16  # px left and right of what the page holds
COLORS = 48
READING = 30_000  # ms
SPRING, COUNSELORS = "/console/spring", "/console/counselors"
NEW = ("Supervision in rural schools", "Play therapy basics")
WHY = "Two sessions were missing."


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with running_portal() as portal, sync_playwright() as playwright:
        _gather(portal)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        state = _enter(browser, portal)
        for width, pictures in ((WIDE, PICTURES), (PHONE, ON_A_PHONE)):
            context = browser.new_context(
                base_url=portal.url,
                storage_state=state,
                viewport={"width": width, "height": 844},
                locale="en-US",
            )
            page = context.new_page()
            for name, show in pictures.items():
                show(page)
                _keep(page, name, width)
            context.close()
        browser.close()


def _gather(portal: LocalPortal) -> None:
    """A crowd at the spring conference."""
    command = [sys.executable, "-m", "tests.web.organizer", portal.aws_port]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _enter(browser: Browser, portal: LocalPortal) -> StorageState:
    """Olivia accepts her invitation on a phone; what her browser keeps."""
    context = browser.new_context(
        base_url=portal.url, viewport={"width": PHONE, "height": 844}, locale="en-US"
    )
    page = context.new_page()
    with_authenticator(page)
    enter(
        Hands(page, by_keyboard=False),
        link_to(portal, ORGANIZER, "invitation"),
        before_passkey=lambda: _keep(page, "invitation", PHONE),
    )
    return context.storage_state()


def _keep(page: Page, name: str, width: int) -> None:
    """The page's own part, from its top, as far as `MOST_HEIGHT`."""
    page.evaluate("document.activeElement?.blur()")
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    box = page.locator("main").bounding_box()
    assert box
    left, right = int(box["x"]) - MARGIN, int(box["x"] + box["width"]) + MARGIN
    top = int(box["y"])
    bottom = min(top + MOST_HEIGHT[width], int(box["y"] + box["height"]), shot.height)
    shot = shot.crop((max(left, 0), top, min(right, shot.width), bottom))
    path = FOLDER / f"{name}.png"
    shot.quantize(COLORS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {shot.width} x {shot.height}, {path.stat().st_size} bytes")  # noqa: T201


def _at(path: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.goto(path)

    return show


def _plan(page: Page) -> None:
    day = date.today() - timedelta(days=23)  # of the demo's conference
    rows = ["id,title,date,start,end,contact_minutes"]
    rows += [f"new-{n},{title},{day},{9 + n}:00,{10 + n}:00,60" for n, title in enumerate(NEW)]
    page.goto(f"{COUNSELORS}/imports")
    page.get_by_role("button", name="Upload a schedule").click()
    file = {"name": "program.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_role("heading", name="Apply this plan").wait_for(timeout=READING)


def _applied(page: Page) -> None:
    page.get_by_label("Why").fill(WHY)
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_text("Applied.", exact=True)).to_be_visible(timeout=READING)


def _person(page: Page) -> None:
    page.goto(f"{SPRING}/people?q=person1@school1.example")
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile("/people/[^?]+$"))


PICTURES: dict[str, Callable[[Page], None]] = {
    "checklist": _at(COUNSELORS),
    "plan": _plan,
    "applied": _applied,
    "sessions": _at(f"{COUNSELORS}/sessions"),
    "look": _at(f"{COUNSELORS}/look"),
    "claims": _at(f"{SPRING}/claims"),
    "days": _at(f"{SPRING}/claims/days"),
    "reissue": _at(f"{SPRING}/reissue"),
    "team": _at(f"{SPRING}/team"),
    "audit": _at(f"{COUNSELORS}/audit"),
}
ON_A_PHONE: dict[str, Callable[[Page], None]] = {"person": _person}

if __name__ == "__main__":
    main()
