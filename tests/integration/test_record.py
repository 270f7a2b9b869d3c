"""What a person was issued between two dates: what stands, added up."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.audit import By
from chalicelib.domain.conference import Policies, Rounding
from chalicelib.services.certificates.record import record, record_csv
from chalicelib.services.organizers.revoke import revoke
from chalicelib.store.people import accounts
from samples import world
from tests.support.client import Portal, run_consumer

OLGA = By("arn:aws:sts::123456789012:assumed-role/operators/olga")
FORMULA = '=HYPERLINK("https://evil.example";"Click")'


@pytest.fixture
def three(app: Any, alice: Portal) -> list[str]:
    """Alice's certificates of three conferences, each of another zone and policy."""
    for conference_id, name, zone, rounding in (
        (
            "north",
            "Nordic Counseling Days — Ångström",
            "Europe/Oslo",
            Rounding(increment_minutes=15),
        ),
        ("isle", FORMULA, "Pacific/Auckland", Rounding(1, 1)),
    ):
        world.hold(
            world.spring(
                id=conference_id, name=name, time_zone=zone, policies=Policies(rounding=rounding)
            )
        )
        world.register(world.ALICE, conference_id)
    ids = []
    for conference_id in ("spring", "north", "isle"):
        assert alice.claim(conference_id, "opening", "second").status == 200
        made = alice.generate(conference_id, name="Alice")
        assert made.status == 202, made.body
        ids.append(made.json["id"])
    run_consumer(app)
    return ids


def test_three_conferences_add_up(alice: Portal, three: list[str]) -> None:
    found = alice.call("GET", "/v1/record").json
    assert [each["id"] for each in found["certificates"]] == three
    # 110 minutes each: 1.83 h and 0.18 CEU; quarter hours 1.75 and 0.18; one place 1.8 and 0.2.
    assert found["totals"] == {
        "contact_minutes": 330, "contact_hours": "5.38", "ceus": "0.56", "credits": []
    }  # fmt: skip


def test_a_replaced_and_a_revoked_certificate_leave_it(alice: Portal, three: list[str]) -> None:
    alice.claim("spring", "opening")
    newer = alice.generate("spring", name="Alice").json["id"]
    revoke(three[1], "Never held.", True, OLGA, world.NOW)
    found = alice.call("GET", "/v1/record").json
    assert [each["id"] for each in found["certificates"]] == [three[2], newer]
    assert found["totals"]["contact_minutes"] == 170


def test_another_persons_record_is_empty(bob: Portal, three: list[str]) -> None:
    assert bob.call("GET", "/v1/record").json["certificates"] == []


def test_only_the_days_asked_for_count(alice: Portal, three: list[str]) -> None:
    day = (datetime.now(UTC) - timedelta(days=1)).date()
    found = alice.call("GET", f"/v1/record?from=2020-01-01&to={day}").json
    assert found["certificates"] == []
    assert found["totals"]["contact_hours"] == "0.00"
    refused = alice.call("GET", "/v1/record?from=soon")
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "from")


def test_a_spreadsheet_reads_every_name_and_runs_no_formula(three: list[str]) -> None:
    account = accounts.load("alice")
    assert account is not None
    text = record_csv(record(account, "", "", datetime.now(UTC)))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    names = [row[0] for row in rows[1:4]]
    assert names == [world.spring().name, "Nordic Counseling Days — Ångström", f"'{FORMULA}"]
    assert rows[-1][3:6] == ["330", "5.38", "0.56"]
