"""One process that all those which end are forked from, and the embedded AWS as they reach it."""

from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from tests.integration.crash.doomed import Doomed


@pytest.fixture(scope="session")
def doomed() -> Iterator[Doomed]:
    """It and the server last for all tests: each costs more to start than what is done with it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    started = Doomed(f"http://127.0.0.1:{port}")
    yield started
    started.close()
    server.stop()
