"""One process that all those which end are forked from."""

from collections.abc import Iterator

import pytest

from tests.integration.crash.doomed import Doomed


@pytest.fixture(scope="session")
def doomed() -> Iterator[Doomed]:
    started = Doomed()
    yield started
    started.close()
