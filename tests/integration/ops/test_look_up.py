"""`find`, `show`, `list`, `roster`: what an operator is asked on the phone."""

import csv
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.public_id import new_public_id
from chalicelib.domain.registration import Attendance
from samples import world
from tests.integration.ops.operator import ops, refused
from tests.support.client import Portal, run_consumer
from tests.support.registered import registered_at

NOBODYS = new_public_id()


@pytest.fixture
def sent(app: Any, alice: Portal) -> str:
    """Alice's certificate, emailed."""
    alice.claim("spring", "opening")
    public_id = str(alice.generate("spring").json["id"])
    run_consumer(app)
    return public_id


def test_find_tells_what_became_of_a_persons_certificate(sent: str) -> None:
    said = ops("find", world.ALICE.upper())
    assert "Account alice: Alice Ångström" in said
    assert "registered: spring, full, in person, all days, confirmed" in said
    assert f"{world.ALICE} (verified, primary)" in said
    assert "spring: 1 selected, 60 minutes" in said
    assert f"  {sent}" in said
    assert f"round 1: {world.ALICE} sent" in said


def test_find_somebody_who_never_came(people: None) -> None:
    world.register("dana@school.example", type="full")
    said = ops("find", "dana@school.example")
    assert "registered: spring" in said
    assert "no account has verified this address" in said


def test_find_nobody(people: None) -> None:
    assert "Nothing is known under eve@else.example" in refused("find", "eve@else.example")
    assert "is not an email address" in refused("find", "eve")


def test_show_tells_a_certificates_story(sent: str) -> None:
    said = ops("show", sent.lower().replace("-", " "))
    assert said.startswith(f"{sent}  sent\n")
    for word in ("Alice Ångström", "(spring), number 1", "1 session, 60 minutes", "Requested:"):
        assert word in said, word
    assert f"Round 1: 1 address\n  {world.ALICE}: sent, " in said
    assert "SES message " in said
    assert f"/verify/{sent}" in said


def test_show_says_what_was_revoked_and_why(sent: str) -> None:
    ops("revoke", sent, "--yes", "--reason", "Made for the wrong person.")
    assert "Revoked:" in ops("show", sent)
    assert "Made for the wrong person." in ops("show", sent)


def test_show_nothing(people: None) -> None:
    assert f"There is no certificate {NOBODYS}" in refused("show", NOBODYS)


def test_list_shows_every_conference(people: None) -> None:
    world.hold(world.spring(id="autumn", name="Autumn Day"))
    lines = ops("list").splitlines()
    assert sorted(line.split()[0] for line in lines) == ["autumn", "spring"]
    assert all("6 with credit  ended" in line for line in lines)


def test_list_of_nothing() -> None:
    assert "There are no conferences yet" in ops("list")


def test_a_roster_for_a_spreadsheet(sent: str, tmp_path: Path) -> None:
    world.register("dana@school.example", type="day", name="=cmd|' /C calc'!A0")
    path = tmp_path / "roster.csv"
    said = ops("roster", "spring", "--csv", path)
    assert "3 addresses registered" in said
    assert "have a certificate:  1" in said
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["email"]: row for row in csv.DictReader(file)}
    assert rows[world.ALICE]["certificate"] == sent
    assert rows[world.ALICE]["sent_to"] == world.ALICE
    assert (rows[world.ALICE]["selected"], rows[world.ALICE]["contact_minutes"]) == ("1", "60")
    assert rows[world.BOB]["certificate"] == ""
    assert rows[world.BOB]["account"] == "bob"
    # A spreadsheet must not run what somebody wrote on a badge.
    assert rows["dana@school.example"]["name"].startswith("'=")


def test_a_roster_of_no_conference(people: None) -> None:
    refused("roster", "winter")


def test_a_registration_moves_with_everything_it_allows(people: None) -> None:
    world.register("alcie@school.example", type="vip", attendance=Attendance.VIRTUAL)
    before = registered_at([world.ALICE], "spring")
    command = ("move-registration", "spring", "alcie@school.example", "--to", world.ALICE)
    assert "Dry run" in ops(*command, "--dry-run")
    assert registered_at([world.ALICE], "spring") == before
    said = ops(*command)
    assert f"alcie@school.example → {world.ALICE}: spring, vip, virtual" in said
    after = registered_at([world.ALICE], "spring")
    assert [one.type for one in after] == ["full", "vip"]
    assert registered_at(["alcie@school.example"], "spring") == []
    assert "is not registered for spring" in refused(*command)


def test_a_registration_stays_where_it_is(people: None) -> None:
    said = refused("move-registration", "spring", world.ALICE, "--to", world.ALICE.upper())
    assert "same address" in said


def test_a_stack_and_the_local_portal_are_two_places(people: None) -> None:
    assert "use only one of them" in refused("--local", "--stack", "ceu-production", "status")
