"""Licenses: kept by their person, printed where chosen, and seen whole by nobody else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from app import app as the_app
from chalicelib.documents.certificate import render
from chalicelib.store.certificates import snapshots
from chalicelib.store.people import tokens
from samples import world
from tests.integration.documents import reading
from tests.support.client import Portal, run_consumer

NUMBER = "LPC-77341-Q9"
TEXAS = {"board": "Texas", "kind": "LPC", "number": NUMBER}
ILLINOIS = {"board": "Illinois", "kind": "LCPC", "number": "180.009911"}


@pytest.fixture
def licenses(alice: Portal) -> list[str]:
    """The ids of Alice's two licenses."""
    kept = alice.call("PUT", "/v1/account/licenses", {"licenses": [TEXAS, ILLINOIS]})
    assert kept.status == 200, kept.body
    return [each["id"] for each in kept.json["licenses"]]


def _generate(portal: Portal, license_id: str | None) -> Any:
    path = "/v1/conferences/spring/certificates"
    return portal.call("POST", path, {"name": "Alice", "license": license_id})


def _everything_said(app: Any, account_id: str, path: str) -> str:
    headers = {"Accept": "*/*"}
    if account_id:
        token = tokens.issue(account_id, 0, datetime.now(UTC), timedelta(days=1))
        name, value = ("Cookie", f"__Host-ceu-sign-in={token}")
        if path.startswith("/v1/"):
            name, value = ("Authorization", f"Bearer {token}")
        headers[name] = value
    answer = Portal(app).client.http.request("GET", path, headers=headers)
    return f"{answer.headers} {answer.body.decode()}"


def test_a_sixth_is_refused_in_the_words_of_the_page(alice: Portal) -> None:
    six = [TEXAS | {"number": str(number)} for number in range(6)]
    refused = alice.call("PUT", "/v1/account/licenses", {"licenses": six})
    assert refused.status == 422
    message = "You can keep up to 5 licenses."
    assert refused.json["errors"] == [{"field": "licenses", "code": "too_many", "message": message}]


def test_two_licenses_give_two_certificates_that_are_both_valid(
    app: Any, alice: Portal, licenses: list[str]
) -> None:
    alice.claim("spring", "opening")
    ids = [_generate(alice, each).json["id"] for each in licenses]
    run_consumer(app)
    for public_id in ids:
        assert alice.call("GET", f"/v1/certificates/{public_id}").json["superseded_by"] is None
        assert "<strong>Valid.</strong>" in alice.call("GET", f"/verify/{public_id}").body.decode()
    assert _everything_said(app, "alice", "/certificates").count("with a license printed") == 2
    # The same again is a round of the one there is, not a third.
    assert _generate(alice, licenses[0]).json["id"] == ids[0]
    # Another selection replaces both.
    alice.claim("spring", "opening", "online")
    third = _generate(alice, licenses[0]).json["id"]
    for public_id in ids:
        assert alice.call("GET", f"/v1/certificates/{public_id}").json["superseded_by"] == third


def test_it_is_printed_and_a_stranger_sees_its_end(
    app: Any, alice: Portal, licenses: list[str]
) -> None:
    alice.claim("spring", "opening")
    public_id = _generate(alice, licenses[0]).json["id"]
    alice.call("PUT", "/v1/account/licenses", {"licenses": []})  # the snapshot stays as it is
    snapshot = snapshots.load(public_id)
    assert snapshot is not None
    assert reading.text_of(render(snapshot).pdf).count(NUMBER) == 2
    page = Portal(app).call("GET", f"/verify/{public_id}").body.decode()
    assert "Texas LPC …-Q9" in page
    assert NUMBER not in page


def test_its_number_is_in_nobody_elses_answer_and_in_no_log(
    app: Any, alice: Portal, bob: Portal, licenses: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    alice.claim("spring", "opening")
    public_id = _generate(alice, licenses[0]).json["id"]
    run_consumer(app)
    record_id = alice.call("POST", "/v1/records", {}).json["id"]
    run_consumer(app)
    places = {
        "{conference_id}": "spring",
        "{certificate_id}": public_id,
        "{record_id}": record_id,
        "{unknown}": "elsewhere",
    }
    asked = 0
    for path, methods in the_app.routes.items():
        assert "license_" not in path
        # Which import, file or reissue of a conference.
        assert "number" not in re.sub(r"/(imports|files|reissue)/\{number\}", "", path)
        for name, value in places.items():
            path = path.replace(name, value)
        if "GET" in methods and "{" not in path:
            asked += 1
            assert NUMBER not in _everything_said(app, "bob", path)
            assert NUMBER not in _everything_said(app, "", path)
            # In her own answers, on no link and in no redirect.
            links = re.findall(
                r"(?:href|src|action|Location)['\"=: ]+([^'\" >]+)",
                _everything_said(app, "alice", path),
            )
            assert not [link for link in links if NUMBER in unquote(link)]
    assert asked > 30
    assert f"/verify/{record_id}" in _everything_said(app, "alice", "/record")
    assert NUMBER in _everything_said(app, "alice", "/account/licenses")
    assert NUMBER in _everything_said(app, "alice", f"/certificates/{public_id}")
    written = capsys.readouterr()
    assert NUMBER not in written.out + written.err


@pytest.mark.parametrize("number", ["123-45-6789", "1980-05-17", "5/17/1980"])
def test_what_looks_like_a_social_security_number_or_a_birth_date_is_refused(
    alice: Portal, number: str
) -> None:
    answer = alice.call("PUT", "/v1/account/licenses", {"licenses": [TEXAS | {"number": number}]})
    assert answer.status == 422
    assert [e["field"] for e in answer.json["errors"]] == ["licenses[0].number"]
    assert alice.call("GET", "/v1/account/licenses").json == {"licenses": []}
    assert number not in answer.body.decode()


def test_a_license_that_is_gone_is_refused(alice: Portal, licenses: list[str]) -> None:
    alice.claim("spring", "opening")
    answer = _generate(alice, "0" * 16)
    assert answer.json["errors"][0]["code"] == "unknown_license"


def test_it_goes_with_the_account(app: Any, alice: Portal, licenses: list[str]) -> None:
    from tests.support.tables import everything

    assert NUMBER in str(everything())
    assert alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD}).status == 204
    assert NUMBER not in str(everything())
