"""`end-sign-ins`: after a leak, those whom it touched sign in again."""

from typing import Any

import pytest

from chalicelib.domain.audit import parse
from chalicelib.store import audit
from samples import world
from tests.integration.ops import operator
from tests.integration.ops.operator import ops, refused
from tests.support.browser import Visitor
from tests.support.client import Portal


def _signed_in(portal: Portal) -> bool:
    return bool(portal.call("GET", "/v1/account").status == 200)


@pytest.fixture
def browser(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    return visitor


def test_one_person_is_signed_out_everywhere_and_nobody_else(
    alice: Portal, browser: Visitor, bob: Portal
) -> None:
    assert "Signed out: 1 account" in ops("end-sign-ins", world.ALICE, "--yes")
    assert not _signed_in(alice)
    assert browser.get("/account").location.startswith("/sign-in")
    assert _signed_in(bob)
    alice.sign_in(world.ALICE, world.PASSWORD)
    assert _signed_in(alice)


def test_everybody_that_the_audit_lists_as_touched(alice: Portal, bob: Portal) -> None:
    alice.claim("spring", "opening")
    certificate = alice.generate("spring").json["id"]
    ops("show", certificate)
    ops("find", world.BOB)
    listed = ops("audit")
    touched = listed.partition("Touched")[2].partition(": ")[2]
    said = ops("end-sign-ins", touched, "--yes")
    assert "Signed out: 2 accounts" in said
    assert "names no account" in said  # the id of Bob's address
    assert not _signed_in(alice)
    assert not _signed_in(bob)


def test_every_account_there_is_with_one_entry(alice: Portal, bob: Portal) -> None:
    said = ops("--reason", "a stolen table", "end-sign-ins", "--everybody", "--yes")
    assert "Signed out: 3 accounts" in said
    assert not _signed_in(alice)
    assert not _signed_in(bob)
    [entry] = [parse(stored.body) for stored in audit.chain("PORTAL")]
    assert (entry.why, dict(entry.facts)) == ("a stolen table", {"whose": "everybody's"})


def test_it_asks_first(alice: Portal) -> None:
    for whom in (world.ALICE, "--everybody"):
        asked = operator._RUNNER.invoke(operator.app, ["end-sign-ins", whom], input="n\n")
        assert asked.exit_code == 1
        assert "on every device?" in asked.output
    assert _signed_in(alice)
    assert audit.chain("ACCOUNT#alice") == audit.chain("PORTAL") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name the people, or use --everybody"),
        ([world.ALICE, "--everybody"], "name the people, or use --everybody"),
        (["nobody@else.example", "--yes"], "nobody was signed out"),
        (["x" * 3000, "a@b@c"], "nobody was signed out"),
    ],
)
def test_nobody_is_signed_out_by_mistake(alice: Portal, words: list[str], said: str) -> None:
    assert said in refused("end-sign-ins", *words)
    assert _signed_in(alice)
