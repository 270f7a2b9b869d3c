"""What an attacker sends first: each is refused, and changes nothing."""

from email import message_from_string, policy
from io import StringIO
from typing import Any

import pytest

from chalicelib.domain.limits import MAX_BODY_BYTES
from chalicelib.logs import logger
from samples import world
from stages.test import sent_mails
from tests.support.browser import FORM, Visitor
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox, last_to
from tests.support.tables import everything

CRLF = "Alice\r\nBcc: everyone@school.example\r\n\r\nBuy now"


@pytest.fixture
def at_home(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get("/account")
    visitor.prove()
    return visitor


@pytest.fixture
def alice(alice: Portal) -> Portal:
    """With her password given once more: what asks for it is account/test_sudo.py's matter."""
    assert alice.prove(world.PASSWORD).status == 204
    return alice


# CSRF


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"csrf": ""}, {}),
        ({"csrf": "f" * 64}, {}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_a_form_sent_from_elsewhere_changes_nothing(
    at_home: Visitor, fields: dict[str, str], headers: dict[str, str]
) -> None:
    before = everything()
    sent = {"name": "Mallory", "password": world.PASSWORD, "address": "m@evil.example"}
    for path in ("/account/name", "/account/delete", "/account/addresses"):
        assert at_home.post(path, {**sent, **fields}, **headers).status == 403
    assert everything() == before


def test_json_cannot_stand_in_for_a_form(at_home: Visitor) -> None:
    answer = at_home.client.http.request(
        "POST",
        "/account/name",
        headers={
            "Cookie": "; ".join(f"{name}={value}" for name, value in at_home.cookies.items()),
            "Content-Type": "text/plain",
        },
        body=b"name=Mallory",
    )
    assert answer.status_code in (403, 415)
    assert "Alice Ångström" in at_home.get("/account").text


# Session fixation


def test_a_planted_cookie_is_not_the_sign_in_afterwards(app: Any, people: None) -> None:
    visitor = Visitor(app)
    visitor.cookies["__Host-ceu-sign-in"] = "planted-by-mallory"
    visitor.get("/sign-in")
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    assert visitor.cookies["__Host-ceu-sign-in"] != "planted-by-mallory"
    mallory = Portal(app)
    mallory.token = "planted-by-mallory"
    assert mallory.call("GET", "/v1/account").status == 401


def test_every_sign_in_has_a_token_of_its_own(app: Any, people: None) -> None:
    tokens = {Portal(app).sign_in(world.ALICE, world.PASSWORD).json["token"] for _ in range(3)}
    assert len(tokens) == 3


def test_charlies_token_in_alices_browser_does_not_become_hers(app: Any, people: None) -> None:
    charlie, alice = Visitor(app), Visitor(app)
    charlie.sign_in(world.CHARLIE, world.PASSWORD)
    alice.cookies |= charlie.cookies
    alice.get("/help")
    alice.sign_in(world.ALICE, world.PASSWORD)
    assert alice.cookies != charlie.cookies
    assert "Charlie Outsider" in charlie.get("/account").text


# Open redirect


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2F/evil.example",
        "javascript:alert(1)",
        "/account\r\nSet-Cookie: a=b",
        "/account?next=//evil.example",
        " /account",
        "",
    ],
)
def test_sign_in_leads_to_this_portal_alone(app: Any, people: None, target: str) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    fields = {"email": world.ALICE, "password": world.PASSWORD, "next": target}
    assert visitor.post("/sign-in", fields).location == "/conferences"


# Header injection


def test_a_name_puts_no_line_into_a_mail(app: Any, alice: Portal) -> None:
    alice.call("PATCH", "/v1/account", {"name": CRLF})
    alice.claim("spring", "opening")
    alice.generate("spring")
    run_consumer(app)
    [sent] = sent_mails()
    message = message_from_string(sent.raw_data, policy=policy.default)
    assert message["Bcc"] is None
    assert set(sent.destinations) == {world.ALICE}
    body = message.get_body(("plain",))
    assert body is not None
    assert "Hello Alice Bcc: everyone@school.example Buy now," in body.get_content()


@pytest.mark.parametrize(
    "address",
    [
        "alice@school.example\r\nBcc: everyone@school.example",
        "alice@school.example\nBcc: everyone@school.example",
        '"alice\r\nBcc: x"@school.example',
        "alice@school.example, everyone@school.example",
        "Alice <alice@school.example>",
        "alice%0d%0aBcc:x@school.example ",
    ],
)
def test_an_address_puts_no_line_into_a_mail(app: Any, alice: Portal, address: str) -> None:
    alice.call("POST", "/v1/account/addresses", {"address": address})
    Portal(app).call("POST", "/v1/access", {"email": address})
    for mail in sent_mails():
        message = message_from_string(mail.raw_data, policy=policy.default)
        assert message["Bcc"] is None
        assert len(set(mail.destinations)) == 1
        assert "everyone@school.example" not in mail.destinations


# Mass assignment


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/v1/account", {"name": "A", "id": "bob"}),
        ("PATCH", "/v1/account", {"name": "A", "addresses": []}),
        ("PATCH", "/v1/account", {"name": "A", "password_hash": "x"}),
        ("POST", "/v1/account/addresses", {"address": "a@home.example", "verified": True}),
        ("POST", "/v1/account/addresses", {"address": "a@home.example", "primary": True}),
        ("POST", "/v1/access", {"email": world.BOB, "account_id": "alice"}),
        ("POST", "/v1/sign-in", {"email": world.ALICE, "password": "x", "admin": True}),
    ],
)
def test_a_field_that_is_not_asked_for_is_refused_by_name(
    alice: Portal, method: str, path: str, body: dict[str, Any]
) -> None:
    before = everything()
    answer = alice.call(method, path, body)
    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == list(body)[-1]
    assert everything() == before


def test_a_field_that_a_form_does_not_have_is_ignored(at_home: Visitor) -> None:
    at_home.post(
        "/account/name", {"name": "Alice B.", "id": "bob", "verified": "1", "version": "9"}
    )
    at_home.post("/account/addresses", {"address": "a@home.example", "verified": "1"})
    assert "Not verified yet" in at_home.get("/account").words


# Oversized bodies


def test_a_body_that_is_too_large_is_refused(app: Any, alice: Portal, at_home: Visitor) -> None:
    before = everything()
    large = b'{"name": "' + b"a" * MAX_BODY_BYTES + b'"}'
    for method, path in (
        ("PATCH", "/v1/account"),
        ("POST", "/v1/account/addresses"),
        ("PUT", "/v1/conferences/spring/claim"),
    ):
        assert alice.call(method, path, raw=large).status == 413
    for path in ("/v1/sign-in", "/v1/access", "/v1/access/password"):
        assert Portal(app).call("POST", path, raw=large).status == 413
    for path in ("/account/name", "/sign-in", "/reset-password"):
        answer = at_home.client.http.request(
            "POST", path, headers={"Content-Type": FORM}, body=b"name=" + large
        )
        assert answer.status_code in (303, 401, 413), path
    assert everything() == before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/v1/account", {"name": "a" * 201}),
        ("POST", "/v1/account/addresses", {"address": "a" * 321}),
        ("POST", "/v1/account/addresses", {"address": "a" * 60 + "@" + "b.example" * 40}),
        ("POST", "/v1/sign-in", {"email": "a", "password": "p" * 1025}),
        ("POST", "/v1/account/verification", {"token": "t" * 201}),
    ],
)
def test_a_field_that_is_too_long_is_refused(
    alice: Portal, method: str, path: str, body: dict[str, str]
) -> None:
    assert alice.call(method, path, body).status == 422
    assert inbox() == []


# Path traversal


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/x/..%2f..%2fapp.py",
        "/static/x/..%2F..%2Fchalicelib%2Fsettings.py",
        "/static/x/%2e%2e%2fapp.py",
        "/static/x/..%5c..%5capp.py",
        "/static/x/....//app.py",
        "/static/x/%00portal.css",
        "/static/x//etc/passwd",
        "/static/..%2f/app.py",
    ],
)
def test_static_serves_our_own_files_alone(app: Any, path: str) -> None:
    answer = Visitor(app).client.http.request("GET", path)
    body = answer.body.decode("utf-8", "replace") if isinstance(answer.body, bytes) else answer.body
    assert answer.status_code in (403, 404)
    assert "chalicelib" not in str(body)
    assert "root:" not in str(body)


def test_no_answer_and_no_log_line_holds_a_token_or_an_address(
    app: Any, alice: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, written = "alice.a@home.example", StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    alice.call("POST", "/v1/account/addresses", {"address": home})
    secrets = [last_to(home).token, last_to(home).code, alice.token, world.PASSWORD]
    alice.call("POST", "/v1/account/verification", {"token": last_to(home).token})
    Portal(app).sign_in(world.ALICE, "wrong")
    Portal(app).call("POST", "/v1/access", {"email": world.ALICE})
    secrets += [last_to(world.ALICE).token, world.ALICE, home, "Ångström"]
    alice.claim("spring", "opening")
    alice.generate("spring")
    run_consumer(app)
    logged = written.getvalue()
    assert '"message":"request"' in logged
    for secret in secrets:
        assert secret not in logged, secret
