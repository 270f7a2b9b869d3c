"""Round trips to AWS per request, authentication included: a figure that stays, unlike a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from samples import world
from tests.support import calls
from tests.support.client import Portal


@pytest.fixture
def alice(app: Any) -> Portal:
    world.hold()
    addresses = [world.ALICE, "alice@home.example", "alice@work.example"]
    world.enrol("alice", "Alice Ångström", *addresses)
    world.register(world.ALICE)
    portal = Portal(app)
    portal.sign_in(world.ALICE, world.PASSWORD)
    return portal


@contextmanager
def _at_most(limit: int, sends: int = 0) -> Iterator[None]:
    calls.made.clear()
    yield
    sent = calls.made.count("SendMessage")
    assert 0 < len(calls.made) - sent <= limit, calls.made
    assert sent == sends


def test_the_conference_list_takes_four_and_one_per_verified_address(alice: Portal) -> None:
    with _at_most(4 + 3):
        assert alice.call("GET", "/v1/conferences").status == 200


def test_a_conference_page_takes_five(alice: Portal) -> None:
    with _at_most(5):
        assert alice.call("GET", "/v1/conferences/spring").status == 200


def test_saving_a_claim_takes_six(alice: Portal) -> None:
    body = {"version": 0, "selections": [{"session_id": "opening"}]}
    with _at_most(6):
        assert alice.call("PUT", "/v1/conferences/spring/claim", body).status == 200


def test_generating_takes_six_and_one_send(alice: Portal) -> None:
    alice.claim("spring", "opening")
    with _at_most(6, sends=1):
        assert alice.generate("spring").status == 202
