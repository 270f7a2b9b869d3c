"""These tests start the real thing as a process: the embedded AWS is there, not in the test."""

from collections.abc import Iterator

import pytest

from tests.support.local_portal import LocalPortal, running_portal
from tests.support.local_visitor import Visitor


@pytest.fixture(autouse=True)
def aws() -> None:
    """Instead of the one all other integration tests have."""


@pytest.fixture(scope="session")
def portal() -> Iterator[LocalPortal]:
    with running_portal(LOCAL_FEEDBACK_DELAY="0") as running:
        yield running


@pytest.fixture
def visitor(portal: LocalPortal) -> Visitor:
    return Visitor(portal.url)
