"""Signing in to the pages: cookies, forms that are ours, and errors a person can read."""

from typing import Any

import pytest

from chalicelib.web.visit import own_path
from samples import world
from tests.support.browser import Visitor
from tests.support.client import Portal


@pytest.fixture
def visitor(app: Any, people: None) -> Visitor:
    return Visitor(app)


def test_signing_in_leads_where_the_visitor_was_going(visitor: Visitor) -> None:
    away = visitor.get("/certificates/ABCD")
    assert (away.status, away.location) == (303, "/sign-in?next=%2Fcertificates%2FABCD")
    form = visitor.get(away.location)
    assert "Use the same email address and password as in the conference app" in form.words
    fields = {
        "email": world.ALICE,
        "password": world.PASSWORD,
        "next": "/certificates/ABCD",
    }
    assert visitor.post("/sign-in", fields).location == "/certificates/ABCD"


def test_the_sign_in_cookie_is_for_https_and_this_site_alone(visitor: Visitor) -> None:
    cookies = visitor.sign_in(world.ALICE, world.PASSWORD).set_cookies
    assert any(cookie.startswith("__Host-ceu-sign-in=") for cookie in cookies)
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))


def test_a_wrong_password_and_an_unknown_address_read_alike(visitor: Visitor) -> None:
    wrong = visitor.sign_in(world.ALICE, "not it")
    unknown = visitor.sign_in("nobody@else.example", "not it")
    assert wrong.status == unknown.status == 401
    assert "The email address or password is incorrect" in wrong.words
    assert wrong.words == unknown.words
    assert not wrong.set_cookies


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"csrf": ""}, {}),
        ({"csrf": "0" * 64}, {}),
        ({"csrf": "ünicode"}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {"Origin": "null"}),
    ],
)
def test_a_form_that_is_not_ours_is_refused(
    visitor: Visitor, fields: dict[str, str], headers: dict[str, str]
) -> None:
    visitor.get("/sign-in")
    sent = {"email": world.ALICE, "password": world.PASSWORD, **fields}
    refused = visitor.post("/sign-in", sent, **headers)
    assert refused.status == 403
    assert "This form has expired" in refused.words
    assert not refused.set_cookies


def test_a_form_of_ours_is_taken_with_the_headers_a_browser_sends(visitor: Visitor) -> None:
    visitor.get("/sign-in")
    sent = {"email": world.ALICE, "password": world.PASSWORD}
    headers = {"Origin": "https://ceu.example.org", "Sec-Fetch-Site": "same-origin"}
    assert visitor.post("/sign-in", sent, **headers).status == 303


def test_a_form_of_another_sign_in_is_refused(app: Any, people: None) -> None:
    alice, bob = Visitor(app), Visitor(app)
    alice.sign_in(world.ALICE, world.PASSWORD)
    bob.sign_in(world.BOB, world.PASSWORD)
    alice.get("/help")
    bob.token = alice.token
    assert bob.post("/sign-out").status == 403


def test_signing_out_ends_the_sign_in(app: Any, visitor: Visitor) -> None:
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/help")
    token = visitor.cookies["__Host-ceu-sign-in"]
    assert visitor.post("/sign-out").location == "/sign-in"
    assert not visitor.cookies["__Host-ceu-sign-in"]
    portal = Portal(app)
    portal.token = token
    assert portal.call("GET", "/v1/conferences").status == 401


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a?b", "/a\n/b", ""],
)
def test_no_link_leads_away_from_the_portal(path: str) -> None:
    assert own_path(path) == "/conferences"
    assert own_path("/conferences/spring") == "/conferences/spring"


def test_pages_carry_strict_headers(visitor: Visitor) -> None:
    headers = visitor.get("/sign-in").headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_a_page_holds_no_inline_script_or_style(visitor: Visitor) -> None:
    text = visitor.get("/sign-in").text
    assert "<style" not in text
    assert " style=" not in text
    assert "onclick" not in text


def test_what_the_framework_refuses_is_a_page_for_a_person_and_a_problem_for_a_program(
    visitor: Visitor,
) -> None:
    person = visitor.post("/conferences")
    assert (person.status, "text/html" in person.headers["content-type"]) == (405, True)
    assert "Go to sign-in" in person.words
    program = visitor.post("/conferences", Accept="application/json")
    assert program.headers["content-type"] == "application/problem+json"


def test_a_static_file_is_cached_for_good_under_its_hash_only(visitor: Visitor) -> None:
    from chalicelib.web.static import path_of

    kept = visitor.get(path_of("portal.css"))
    assert "immutable" in kept.headers["cache-control"]
    assert "{{" not in kept.text
    assert visitor.get("/static/0000/portal.css").headers["cache-control"] == "no-store"
    assert visitor.get("/static/0000/..%2fapp.py").status == 404
