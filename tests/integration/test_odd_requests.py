"""Odd cookies, ids, bodies and headers against every route: no 500, no long answer.

Generated, and the same each time. `ODD_REQUESTS=500` runs as many as the security review did;
`make bench-odd` prints what they cost in processor time.
"""

import os
import random
from typing import Any

import pytest

from app import app as the_app
from chalicelib.web import csrf
from samples import odd_console, odd_requests, world
from samples.odd_requests import odd_event
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.client import Portal

MANY = int(os.environ.get("ODD_REQUESTS", "60"))
LONGEST = 100_000
ROUTES = [(method, path) for path, methods in the_app.routes.items() for method in methods]
CONSOLE = [route for route in ROUTES if route[1].startswith("/console") and route[0] != "HEAD"]


@pytest.mark.parametrize("seed", range(2))
def test_no_odd_request_breaks_anything(app: Any, people: None, seed: int) -> None:
    chance = random.Random(seed)
    portal = Portal(app)
    for number in range(MANY):
        route = ROUTES[(number * 7 + seed) % len(ROUTES)]
        if number % 10 == 0:  # an odd request may have signed out
            portal.sign_in(world.BOB, world.PASSWORD)
        event = odd_event(chance, route, portal.token, csrf.token_for(portal.token))
        answer = the_app(event, None)
        assert answer["statusCode"] < 500 or answer["statusCode"] == 503, (route, event, answer)
        assert len(str(answer["body"])) < LONGEST, route


def test_no_odd_request_of_an_organizer_breaks_anything(app: Any, people: None) -> None:
    """As an owner whose passkey was just used: what attendees are told is not there."""
    chance = random.Random(5)
    asker = odd_requests.organizer(kept_worlds.made("odd console", odd_console.organize))
    token, inside = odd_console.entered("olivia"), 0
    for number in range(2 * MANY):
        route = CONSOLE[number * 7 % len(CONSOLE)]
        event = odd_event(chance, route, token, csrf.token_for(token), asker)
        answer = the_app(event, None)
        assert answer["statusCode"] < 500 or answer["statusCode"] == 503, (route, event, answer)
        assert len(str(answer["body"])) < LONGEST, route
        inside += answer["statusCode"] not in (401, 403, 404)
    assert inside > MANY // 2


@pytest.mark.parametrize("fields", [{"x": [""] * 4_000}, {"name": "n" * 60_000}])
def test_a_page_that_asks_for_the_password_repeats_no_flood(
    app: Any, people: None, fields: dict[str, Any]
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(world.BOB, world.PASSWORD)
    visitor.get("/account")
    page = visitor.post("/account/addresses", {"address": "bob@home.example", **fields})
    assert "Confirm it" in page.text
    assert len(page.text) < 20_000
    repeated = visitor.post("/account/addresses", {"address": "bob@home.example"})
    assert 'name="address" value="bob@home.example"' in repeated.text
