"""One local portal and one Chromium for all browser tests; each test gets its person's claim empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import boto3
import pytest
from boto3.dynamodb.conditions import Key
from playwright.sync_api import Browser, Page, expect

from tests.support.local_portal import LocalPortal, running_portal
from tests.web.browsers import Browsers
from tests.web.launch import ARGUMENTS, CHROMIUM
from tests.web.operator_terminal import Terminal
from tests.web.people import sign_in

Open = Callable[..., Page]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not CHROMIUM:
        pytest.skip("no Chromium here: apt-get install chromium")
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def portal(browser_type_launch_args: dict[str, Any]) -> Iterator[LocalPortal]:
    # The tests empty a claim and generate again, more often in a minute than a person may.
    often = {"LIMIT_GENERATE_MINUTE": "1000", "LIMIT_GENERATE_DAY": "1000"}
    with running_portal(LOCAL_FEEDBACK_DELAY="1", EVEN_ANSWER_SECONDS="0", **often) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(portal: LocalPortal) -> str:
    return portal.url


@pytest.fixture(scope="session")
def terminal(portal: LocalPortal) -> Iterator[Terminal]:
    opened = Terminal(portal.aws_port)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ops(terminal: Terminal) -> Callable[..., str]:
    """The operator's command on the running portal."""
    return lambda *arguments: terminal.run("ops", "--local", *map(str, arguments))


@pytest.fixture(scope="session")
def rosa(portal: LocalPortal, terminal: Terminal) -> dict[str, Any]:
    """The cookie of somebody who edits the spring conference, with a crowd that claimed there."""
    token = terminal.run("tests.web.organizer", portal.aws_port).splitlines()[-1]
    return {"name": "ceu-sign-in", "value": token, "url": portal.url}


@pytest.fixture(scope="session")
def sign_ins() -> dict[str, Any]:
    """Cookies by person: signing in once is enough for most tests."""
    return {}


@pytest.fixture(scope="session")
def browsers(browser: Browser) -> Browsers:
    return Browsers(browser)


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, browsers: Browsers, portal: LocalPortal
) -> Iterator[Open]:
    """`opened()`: a browser of its own, where nobody is signed in.

    A page with an error in its own script fails the test.
    """
    yield partial(browsers.lend, base_url=portal.url)
    called = getattr(request.node, "rep_call", None)
    browsers.take_back(keep=called is not None and called.passed)


@pytest.fixture
def visit(opened: Open, portal: LocalPortal, sign_ins: dict[str, Any]) -> Visit:
    """`visit("alice", "/conferences")`: a page of a browser where that person is signed in.

    The claim is emptied the first time a test visits as somebody, unless `keep`.
    """
    fresh: set[str] = set()

    def open_page(person: str, path: str, keep: bool = False, **options: Any) -> Page:
        if person not in fresh and not keep:
            fresh.add(person)
            _forget_claims(portal, person)
        page = opened(**options)
        if person in sign_ins:
            page.context.add_cookies(sign_ins[person])
            page.goto(path)
        if person not in sign_ins or "/sign-in" in page.url:  # another test ended it
            sign_in(page, person)
            sign_ins[person] = page.context.cookies()
            page.goto(path)
        _wait_for_lists(page, options.get("java_script_enabled", True))
        return page

    return open_page


@pytest.fixture(scope="session")
def made(browsers: Browsers, portal: LocalPortal, sign_ins: dict[str, Any]) -> str:
    """The path of a certificate of Erin's, one of whose emails was returned."""
    page = browsers.lend(portal.url)
    sign_in(page, "erin")
    sign_ins["erin"] = page.context.cookies()
    page.goto("/conferences/counselors")
    page.get_by_role("checkbox", name=re.compile("^Attended")).first.check()
    page.get_by_role("button", name="Generate Certificate").click()
    page.locator("#progress[data-finished=yes]").wait_for(timeout=30_000)
    path = page.locator("#progress").get_attribute("data-url")
    browsers.take_back(keep=True)
    assert path
    return path.removesuffix("/progress")


def tables(portal: LocalPortal) -> Any:
    """What the portal stores, to make a state that no person can make."""
    return boto3.resource(
        "dynamodb",
        region_name="us-east-1",
        endpoint_url=portal.aws_url,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def _wait_for_lists(page: Page, scripts: bool) -> None:
    """Until every list is laid out: what is below moves until then, and a click would miss it."""
    if scripts:
        with suppress(AssertionError):  # a test may keep the script away
            expect(page.locator(".rows:not(.rows--laid-out)")).to_have_count(0, timeout=3_000)


def _forget_claims(portal: LocalPortal, person: str) -> None:
    """Claims, certificates and deliveries; no person can do that, so it is done in the table."""
    table = tables(portal).Table("ceu-local-claims")
    found = table.query(KeyConditionExpression=Key("pk").eq(f"ACCOUNT#{person}"))
    for item in found["Items"]:
        table.delete_item(Key={"pk": item["pk"], "sk": item["sk"]})
