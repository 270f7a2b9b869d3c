"""One embedded AWS for the whole corpus, with something in it that must stay as it is."""

from collections.abc import Iterator

import pytest

from tests.corpus import world
from tests.support.aws import embedded_aws


@pytest.fixture(scope="module", autouse=True)
def aws() -> Iterator[None]:
    with embedded_aws():
        world.hold()
        yield
