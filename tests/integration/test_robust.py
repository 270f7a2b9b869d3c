"""What other applications, scanners and bugs send: nothing of it hides a sign-in, costs time or leaks."""

import time
from io import StringIO
from typing import Any

import pytest

from chalicelib.events import schedule
from chalicelib.logs import logger
from chalicelib.store.accounts_table import RegistrationsItem
from chalicelib.store.keys import email_key
from samples import world
from tests.support import calls
from tests.support.browser import Visitor
from tests.support.client import Portal

SIBLINGS = ['prefs={"a":1}', "a b=c", "bad[]=1", "a=1;;b", 'j="un', "n=käse", "=", "x=,;y"]
MOST_SECONDS = 0.020


@pytest.fixture
def alice_at_home(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    return visitor


@pytest.mark.parametrize("sibling", SIBLINGS)
def test_a_sibling_applications_cookie_hides_no_sign_in(
    alice_at_home: Visitor, sibling: str
) -> None:
    [(name, value)] = [
        (name, value) for name, value in alice_at_home.cookies.items() if "sign-in" in name
    ]
    for line in (f"{sibling}; {name}={value}", f"{name}={value}; {sibling}"):
        answer = alice_at_home.client.http.request("GET", "/account", headers={"Cookie": line})
        assert answer.status_code == 200, line


@pytest.mark.parametrize("value", ["", '"', "ä", "a b", "x" * 129, "\udcff"])
def test_a_cookie_that_we_did_not_set_is_no_sign_in(app: Any, people: None, value: str) -> None:
    headers = {"Cookie": f"__Host-ceu-sign-in={value}"}
    answer = Visitor(app).client.http.request("GET", "/account", headers=headers)
    assert answer.status_code == 303
    assert "ended" not in answer.headers["Location"]


@pytest.mark.parametrize("value", ["x" * 300, "a%23b", "k\u00e4se", "a@b.example"])
@pytest.mark.parametrize(
    "route",
    [
        ("GET", "/v1/conferences/{}"),
        ("GET", "/v1/certificates/{}"),
        ("POST", "/v1/certificates/{}/rounds"),
        ("DELETE", "/v1/account/addresses/{}"),
    ],
)
def test_what_can_be_no_id_is_not_found_before_a_table_is_asked(
    alice: Portal, route: tuple[str, str], value: str
) -> None:
    before = len(calls.made)
    answer = alice.call(route[0], route[1].format(value))
    assert answer.status == 404
    assert set(calls.made[before:]) <= {"GetItem", "Query", "DescribeTable"}
    assert len(calls.made[before:]) <= 2  # who is asking: the token, the account


def test_every_answer_says_that_it_is_ours_alone_to_read(app: Any, alice: Portal) -> None:
    client = Visitor(app).client.http
    for method, path in (
        ("GET", "/healthz"),
        ("GET", "/v1/account"),
        ("POST", "/v1/sign-in"),
        ("DELETE", "/sign-in"),
        ("GET", "/nothing-here"),
        ("GET", "/static/x/portal.css"),
        ("GET", "/.well-known/security.txt"),
    ):
        headers = client.request(method, path).headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        policy = headers["Content-Security-Policy"]
        for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert directive in policy, path
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        assert headers["Cache-Control"], path


def test_security_txt_says_whom_to_write_to(app: Any) -> None:
    text = Visitor(app).get("/.well-known/security.txt").text
    assert "Contact: mailto:help@conference.example.org\n" in text
    assert "\nExpires: 20" in text
    assert "Canonical: https://ceu.example.org/.well-known/security.txt" in text


def test_head_answers_like_get_without_the_body(app: Any, alice_at_home: Visitor) -> None:
    for path in ("/healthz", "/sign-in", "/help", "/verify"):
        got = alice_at_home.client.http.request("GET", path)
        head = alice_at_home.client.http.request("HEAD", path)
        assert head.status_code == got.status_code == 200
        assert head.body in (b"", "")
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_no_exceptions_words_reach_a_log(
    app: Any, alice: Portal, monkeypatch: pytest.MonkeyPatch, capsys: Any, accept: str
) -> None:
    written = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    broken = '[{"conference_id": "spring", "attendance": "carol@secret.example"}]'
    RegistrationsItem(email_key(world.ALICE), "REG#spring", body=broken).save()
    answer = alice.call("GET", "/v1/conferences")
    assert answer.status == 500
    logged = written.getvalue() + "".join(capsys.readouterr())
    assert "ValidationError" in logged
    assert "registrations.py" in logged
    assert "secret.example" not in logged
    assert "secret.example" not in str(answer.body)


def test_what_a_function_ends_with_says_nothing(
    app: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def broken() -> None:
        raise ValueError("carol@secret.example")

    monkeypatch.setattr(schedule, "run_sweep", broken)
    with pytest.raises(Exception, match="line before") as raised:
        Visitor(app).client.lambda_.invoke("sweep", SCHEDULED)
    assert raised.value.__cause__ is None
    assert "secret" not in str(raised.value)


SCHEDULED = {
    "version": "0",
    "account": "123456789012",
    "region": "us-east-1",
    "detail": {},
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2026-01-01T00:00:00Z",
    "id": "1",
    "resources": [],
}
REPEATED = b"{" + b'"email":"a",' * 16_000 + b'"password":"b"}'
UNKNOWN = b"{" + b",".join(b'"f%d":1' % number for number in range(16_000)) + b"}"
DEEP = b"[" * 190_000
CROWD = b'{"version":1,"selections":[{' + UNKNOWN[1:-1] + b"}]}"
BAD_SELECTIONS = (
    b'{"version":0,"selections":['
    + b",".join(b'{"session_id":"none-%d"}' % number for number in range(2_000))
    + b"]}"
)
MARKS = ("a" + "\u0301\u0323" * 16_000).encode()


@pytest.mark.parametrize("body", [REPEATED, UNKNOWN, DEEP, b'{"email":' + b"9" * 190_000 + b"}"])
def test_a_body_that_only_costs_time_is_refused_before_it_does(app: Any, body: bytes) -> None:
    _warm(app)
    answer, seconds = _timed(lambda: Portal(app).call("POST", "/v1/sign-in", raw=body))
    assert answer.status in (400, 413, 422)
    assert seconds < MOST_SECONDS
    assert len(answer.body) < 10_000


@pytest.mark.parametrize("body", [CROWD, DEEP, b'{"version":1,"selections":[' + b"1," * 90_000])
def test_a_claim_of_nonsense_is_refused_in_little_time(alice: Portal, body: bytes) -> None:
    alice.call("PUT", "/v1/conferences/spring/claim", raw=b"{}")
    path = "/v1/conferences/spring/claim"
    answer, seconds = _timed(lambda: alice.call("PUT", path, raw=body))
    assert answer.status in (400, 413, 422)
    assert seconds < 0.05  # with the reads that say who asks, here through the embedded AWS
    assert len(answer.body) < 100_000


def test_two_thousand_bad_selections_are_named_as_far_as_an_answer_goes(alice: Portal) -> None:
    answer = alice.call("PUT", "/v1/conferences/spring/claim", raw=BAD_SELECTIONS)
    assert answer.status == 422
    assert len(answer.body) < 100_000
    assert len(answer.json["errors"]) + answer.json["errors_left_out"] == 2_000


def test_a_name_of_nothing_but_marks_costs_little(alice_at_home: Visitor) -> None:
    alice_at_home.get("/account")
    alice_at_home.post("/account/name", {"name": "Alice"})
    fields = {"name": MARKS.decode(), "password": MARKS.decode(), "current_password": "x"}
    for path in ("/account/name", "/account/password"):
        _, seconds = _timed(lambda path=path: alice_at_home.post(path, fields))  # type: ignore[misc]
        assert seconds < 0.15, path  # the embedded AWS, and one password check


def _warm(app: Any) -> None:
    Portal(app).call("POST", "/v1/sign-in", {"email": "", "password": ""})


def _timed(call: Any) -> tuple[Any, float]:
    """The answer and the processor time it took: the lower of two, another test may share the core."""
    first = time.process_time()
    call()
    second = time.process_time()
    answer = call()
    return answer, min(second - first, time.process_time() - second)
