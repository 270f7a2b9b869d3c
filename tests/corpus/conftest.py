"""One embedded AWS for the whole corpus, with something in it that must stay as it is."""

from collections.abc import Iterator

import pytest

from stages.test import embedded_aws
from tests.corpus import world


@pytest.fixture(scope="module", autouse=True)
def aws() -> Iterator[None]:
    with embedded_aws():
        world.hold()
        yield
