"""`make organizer-screenshots`: the pictures of docs/organizers.md, in few colors so that they stay small."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from local.seed import ORGANIZER
from tests.support.local_portal import LocalPortal, running_portal
from tests.web.launch import ARGUMENTS, CHROMIUM
from tests.web.test_console_journey import Hands, _enter, _link
from tests.web.test_security import _authenticator

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "organizers"
PLACE = "/console/counselors"
COLORS = 32
MOST_HEIGHT = 900  # px


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(
            base_url=portal.url, viewport={"width": 900, "height": 700}, locale="en-US"
        )
        page = context.new_page()
        _authenticator(page, verified=True)
        _enter(Hands(page, by_keyboard=False), _link(portal, ORGANIZER, "invitation"))
        for name, show in PICTURES.items():
            show(page, portal)
            _keep(page, name)
        browser.close()


def _keep(page: Page, name: str) -> None:
    page.evaluate("document.activeElement?.blur()")
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    shot = shot.crop((0, 0, shot.width, min(shot.height, MOST_HEIGHT)))
    path = FOLDER / f"{name}.png"
    shot.quantize(COLORS).save(path, optimize=True)
    print(path.name, path.stat().st_size)  # noqa: T201


def _checklist(page: Page, portal: LocalPortal) -> None:
    page.goto(PLACE)


def _plan(page: Page, portal: LocalPortal) -> None:
    day = date.today() - timedelta(days=30)
    rows = ["id,title,date,start,end,contact_minutes"]
    rows += [f"new-{n},A session about topic {n},{day},{9 + n}:00,{10 + n}:00,60" for n in (1, 2)]
    page.goto(f"{PLACE}/imports")
    page.get_by_role("button", name="Upload a schedule").click()
    data = "\n".join(rows).encode()
    file = {"name": "program.csv", "mimeType": "text/csv", "buffer": data}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_role("heading", name="Apply this plan").wait_for()


def _person(page: Page, portal: LocalPortal) -> None:
    page.goto(f"{PLACE}/people?q=alice")
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile("/people/[^?]+$"))


def _audit(page: Page, portal: LocalPortal) -> None:
    page.goto(f"{PLACE}/imports")
    page.locator("main table a").first.click()
    page.get_by_label("Why").fill("Two sessions were missing.")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_text("Applied.", exact=True)).to_be_visible(timeout=30_000)
    page.goto(f"{PLACE}/audit")


PICTURES: dict[str, Callable[[Page, LocalPortal], None]] = {
    "checklist": _checklist,
    "plan": _plan,
    "person": _person,
    "audit": _audit,
}

if __name__ == "__main__":
    main()
