"""Every integration test has an embedded AWS of its own, with Alice, Bob and Charlie in it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.aws import mailer
from chalicelib.events import certificates as events
from samples import world
from stages.test import embedded_aws
from tests.support import iam, kept_worlds
from tests.support.client import Portal
from tests.support.clock import Clock


@pytest.fixture(autouse=True)
def aws() -> Iterator[None]:
    with embedded_aws():
        kept_worlds.begin()
        yield


@pytest.fixture(autouse=True)
def policies() -> Iterator[None]:
    """Whatever a function asks of AWS, its policy allows."""
    iam.refused.clear()
    yield
    assert iam.refused == []


@pytest.fixture
def app(aws: None) -> Any:
    from app import app

    return app


@pytest.fixture
def people(aws: None) -> None:
    kept_worlds.made("people", world.people)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The consumer's clock; waits for throttling are over at once."""
    clock = Clock()
    monkeypatch.setattr(events, "_now", clock)
    monkeypatch.setattr(mailer, "THROTTLE_WAITS_SECONDS", (0, 0, 0))
    return clock


def _visitor(app: Any, email: str) -> Portal:
    portal = Portal(app)
    portal.token = kept_worlds.made(f"{email} signed in", lambda: _token(app, email))
    return portal


def _token(app: Any, email: str) -> str:
    portal = Portal(app)
    assert portal.sign_in(email, world.PASSWORD).status == 200
    return portal.token


@pytest.fixture
def one_window() -> None:
    """Limits start over each quarter of an hour: what counts up to one by this clock begins well before."""
    left = 900 - time.time() % 900
    if left < 20:
        time.sleep(left)


@pytest.fixture
def alice(app: Any, people: None) -> Portal:
    return _visitor(app, world.ALICE)


@pytest.fixture
def bob(app: Any, people: None) -> Portal:
    return _visitor(app, world.BOB)


@pytest.fixture
def charlie(app: Any, people: None) -> Portal:
    return _visitor(app, world.CHARLIE)
