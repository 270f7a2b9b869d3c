"""A deployer's list of leaked passwords: what is on it is refused where a password is set."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.services.people import new_password
from chalicelib.store.claims import conferences
from samples import world
from tests.support.client import Portal

LEAKED = "seven old bicycles rusting"


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = tmp_path / "breach-filter.bin"
    file.write_bytes(new_password.build([b"short\n", f"{LEAKED}\n".encode()]))
    monkeypatch.setattr(new_password, "FILTER", file)
    new_password._filter.cache_clear()
    yield
    new_password._filter.cache_clear()


@pytest.mark.parametrize(
    ("password", "status"),
    [(LEAKED, 422), (LEAKED.upper(), 422), ("nine wet umbrellas drying", 200)],
)
def test_a_leaked_password_is_refused(
    alice: Portal, listed: None, password: str, status: int
) -> None:
    answer = alice.call("PUT", "/v1/account/password", {"new_password": password})
    assert answer.status == status
    if status == 422:
        assert answer.json["errors"][0]["code"] == "too_common"
        assert "leaked" in answer.json["detail"]


def test_a_conferences_name_is_no_password_for_those_registered_there(
    alice: Portal, charlie: Portal
) -> None:
    world.hold(replace(world.spring(), id="autumn", name="Zylophane Quixwort Brindlemack Days"))
    world.register(world.ALICE, "autumn")
    body = {"new_password": "zylophane-quixwort-brindlemack"}
    refused = alice.call("PUT", "/v1/account/password", body)
    assert refused.json["errors"][0]["code"] == "too_common"
    conferences.list_again("autumn")  # without its name, as before that lay in the list
    assert alice.call("PUT", "/v1/account/password", body).status == 422
    assert charlie.call("PUT", "/v1/account/password", body).status == 200
