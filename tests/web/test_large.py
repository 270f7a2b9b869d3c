"""FOSDEM 2023's sessions on one page: small to send, quick to tick.

Of its 780, five are titled as cancelled and carry no credit.
"""

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samples import schedules
from tests.web.conftest import Visit
from tests.web.people import address_of

# Registers before the page's scripts do, so that no long task of theirs is missed.


@pytest.fixture(scope="module")
def fosdem(ops: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    registrations = tmp_path_factory.mktemp("fosdem") / "registrations.csv"
    registrations.write_text(
        f"email,name,type,attendance,days,status\n{address_of('ivan')},,,in_person,,confirmed\n"
    )
    schedule = schedules.path_of("fosdem-2023.xml")
    options = ["--eligible", "all", "--time-zone", "Europe/Brussels"]
    ops("import-schedule", schedule, "--id", "fosdem", *options)
    ops("import-registrations", "fosdem", registrations)
    return "/conferences/fosdem"


@pytest.fixture
def page(visit: Visit, fosdem: str) -> Page:
    opened = visit("ivan", "/help")
    opened.goto(fosdem)
    expect(opened.locator(".row")).to_have_count(775)
    return opened


def test_the_page_is_small(page: Page) -> None:
    html = page.request.get(page.url).body()
    assert len(gzip.compress(html, 6)) < 150_000
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map(e => [e.name, e.decodedBodySize])"
    )
    assert 0 < sum(size for name, size in loaded if name.endswith(".js")) < 30_000
    assert 0 < sum(size for name, size in loaded if name.endswith(".css")) < 16_000


def test_ticks_in_a_large_claim_are_saved_and_counted(page: Page) -> None:
    boxes = page.get_by_role("checkbox", name=re.compile("^Attended"))
    for place in range(0, 400, 2):  # a claim that is already large, with overlaps
        page.locator("[name=session]").nth(place).evaluate("box => box.checked = true")
    boxes.nth(1).check()
    expect(page.locator("#state")).to_have_text("Saved")
    for place in (3, 401, 774):
        boxes.nth(place).check()
    expect(page.locator("#state")).to_have_text("Saved")
    expect(page.locator("#sum-sessions")).to_have_text("204 sessions")


def test_the_first_paint_needs_html_and_css_only(visit: Visit, fosdem: str) -> None:
    page = visit("ivan", "/help")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(fosdem)
    painted = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint').length > 0 || new Promise("
        "done => new PerformanceObserver(() => done(true)).observe({type: 'paint'}))"
    )
    assert painted
    expect(page.locator(".row").first).to_be_in_viewport(ratio=0.01)
    blocking = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter(e => e.renderBlockingStatus === 'blocking').map(e => e.name)"
    )
    assert [name.rpartition("/")[2] for name in blocking] == ["portal.css"]
