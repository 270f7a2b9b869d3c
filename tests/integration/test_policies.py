"""Each function's policy allows what its code does; without one action of it, something fails."""

import itertools
from collections.abc import Callable

import pytest

from samples import world
from tests.support import iam
from tests.support.client import Portal
from tests.support.policies import FUNCTIONS, granted

Walk = Callable[[Portal], int]
_NUMBERS = itertools.count(1)


def _generate(alice: Portal) -> int:
    alice.claim("spring", "opening")
    # Another name makes another certificate.
    return int(alice.generate("spring", name=f"Alice the {next(_NUMBERS)}th").status)


def _mail_a_new_address_again(alice: Portal) -> int:
    assert alice.prove(world.PASSWORD).status == 204
    address = f"alice{next(_NUMBERS)}@home.example"
    alice.call("POST", "/v1/account/proof", {"password": world.PASSWORD})
    added = alice.call("POST", "/v1/account/addresses", {"address": address}).json
    [address_id] = [a["id"] for a in added["addresses"] if a["address"] == address]
    return int(alice.call("POST", f"/v1/account/addresses/{address_id}/mail").status)


def _save(alice: Portal) -> int:
    return int(alice.claim("spring", "opening").status)


def _read(alice: Portal) -> int:
    return int(alice.call("GET", "/v1/conferences/spring").status)


@pytest.mark.parametrize(
    ("action", "walk"),
    [
        ("dynamodb:ConditionCheckItem", _mail_a_new_address_again),
        ("dynamodb:PutItem", _generate),
        ("dynamodb:UpdateItem", _generate),
        ("dynamodb:PutItem", _save),
        ("dynamodb:GetItem", _read),
        ("dynamodb:Query", _read),
    ],
)
def test_the_portal_fails_without_it(alice: Portal, action: str, walk: Walk) -> None:
    assert walk(alice) < 300
    with iam.without("api", action):
        assert walk(alice) >= 500


def test_a_call_beyond_the_policy_is_refused_and_named(people: None) -> None:
    with iam.without("nobody", "nothing"):
        iam._hold("api", ("dynamodb:GetItem", iam._table("ceu-test-accounts"), "ACCOUNT#"))
        with pytest.raises(Exception, match="api may not dynamodb:Scan on"):
            iam._hold("api", ("dynamodb:Scan", iam._table("ceu-test-accounts"), "ACCOUNT#"))
        with pytest.raises(
            Exception, match=r"sweep may not dynamodb:GetItem on .*ceu-test-accounts"
        ):
            iam._hold("sweep", ("dynamodb:GetItem", iam._table("ceu-test-accounts"), "ACCOUNT#"))
        with pytest.raises(Exception, match=r"feedback may not dynamodb:UpdateItem on .*, CERT#"):
            iam._hold("feedback", ("dynamodb:UpdateItem", iam._table("ceu-test-claims"), "CERT#"))
        assert len(iam.refused) == 3


def test_what_a_policy_allows_beyond_its_use_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "ceu-test-claims"
    monkeypatch.setattr(
        iam, "used", {"feedback": {("dynamodb:GetItem", iam._table(table), "ACCOUNT#")}}
    )
    beyond = iam.unused("feedback")
    assert ("dynamodb:UpdateItem", iam._table(table), "ACCOUNT#*") in beyond
    assert ("dynamodb:GetItem", iam._table(table), "CERT#*") in beyond
    assert ("dynamodb:GetItem", iam._table(table), "ACCOUNT#*") not in beyond


@pytest.mark.parametrize("role", FUNCTIONS)
def test_no_policy_is_empty(role: str) -> None:
    assert len(granted(role)) > 5


def test_whose_code_runs_is_told_by_its_file(alice: Portal) -> None:
    before = {role: set(requests) for role, requests in iam.used.items()}
    iam.used.clear()
    alice.claim("spring", "opening")
    roles = set(iam.used)
    iam.used.update(before)
    assert roles == {"api"}  # the world's own calls, before, have none
