"""What people had under way when 0.1.0 was updated: sign-ins, links, codes and limits, as it wrote them.

Its own code wrote these items, with the secrets that its emails had. Alice is signed in and adds an
address; Bob and a newcomer were emailed links; Gone deleted their account; an operator moved Carol's
address; somebody tried Charlie's password seven times.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from samples import world
from stages.test import sent_mails
from tests.integration.ops.operator import refused, written
from tests.support.client import Portal

FOLDER = Path(__file__).parent / "stored"
STORED = json.loads((FOLDER / "people-of-0.1.0.json").read_text("utf-8"))
SECRETS = STORED["secrets"]
NEW_PASSWORD = "four unrelated words here"


@pytest.fixture(autouse=True)
def stored(aws: None) -> None:
    """The table as it was left, a moment ago."""
    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    since = datetime.now(UTC) - datetime.fromisoformat(STORED["written_at"])
    for item in STORED["items"]:
        later = {name: _later(name, value, since) for name, value in item.items()}
        dynamodb.put_item(TableName="ceu-test-accounts", Item=later)


def _later(name: str, value: dict[str, str], since: timedelta) -> dict[str, str]:
    if name == "ttl":
        return {"N": str(int(value["N"]) + int(since.total_seconds()))}
    if re.search(r"_at$|^at$", name) and "S" in value:
        moved = datetime.strptime(value["S"], "%Y-%m-%dT%H:%M:%S.%f%z") + since
        return {"S": moved.strftime("%Y-%m-%dT%H:%M:%S.%f%z")}
    return value


@pytest.fixture
def alice(app: Any, stored: None) -> Portal:
    portal = Portal(app)
    portal.token = SECRETS["token"]
    return portal


def test_every_kind_of_item_that_0_1_0_wrote_is_stored_here() -> None:
    tables = json.loads((FOLDER / "version-0.1.0.json").read_text("utf-8"))["tables"]
    items = [*STORED["items"], *(item for held in tables.values() for item in held)]
    assert {item["kind"]["S"] for item in items} == {
        *("ACCOUNT", "ADDRESS", "OWNER", "REGISTRATIONS", "TOKEN", "VERIFICATION"),
        *("PASSWORD_LINK", "DELETED", "THROTTLE"),
        "AUDIT",  # 0.1.0 only wrote it, and so does nobody else: docs/runbook.md says where it is
        *("CLAIM", "CERTIFICATE", "DELIVERY", "SNAPSHOT"),
        *("CONFERENCE", "SCHEDULE"),
    }


def test_who_is_signed_in_stays_so_and_can_sign_out(alice: Portal) -> None:
    shown = alice.call("GET", "/v1/account")
    assert (shown.status, shown.json["name"]) == (200, "Alice Ångström")
    assert alice.call("GET", "/v1/account/devices").status == 200
    assert alice.call("POST", "/v1/sign-out").status == 204
    assert alice.call("GET", "/v1/account").status == 401


def test_the_code_of_an_earlier_email_verifies_its_address(alice: Portal) -> None:
    path = f"/v1/account/addresses/{SECRETS['address_id']}/verification"
    answer = alice.call("POST", path, {"code": SECRETS["code"]})
    assert answer.status == 200
    verified = {one["address"]: one["verified"] for one in answer.json["addresses"]}
    assert verified["alice@work.example"]


def test_so_does_its_link(alice: Portal) -> None:
    answer = alice.call("POST", "/v1/account/verification", {"token": SECRETS["verify"]})
    assert answer.status == 200


def test_links_that_set_a_password_do_so_once(app: Any) -> None:
    for secret, name in (("password_link", None), ("first_link", "Nia Newcomer")):
        body = {"token": SECRETS[secret], "password": NEW_PASSWORD} | (
            {"name": name} if name else {}
        )
        assert Portal(app).call("POST", "/v1/access/password", body).status == 200, secret
        assert Portal(app).call("POST", "/v1/access/password", body).status == 404, secret
    assert Portal(app).sign_in(world.BOB, NEW_PASSWORD).status == 200
    assert Portal(app).sign_in("new@school.example", NEW_PASSWORD).status == 200


def test_an_import_brings_no_deleted_account_back(tmp_path: Path) -> None:
    file = written(tmp_path, "accounts.csv", "account,email", "gone,gone@home.example")
    assert "deleted it" in refused("import-accounts", file)


def test_earlier_counters_hold_nobody_back_and_known_networks_are_known(app: Any) -> None:
    assert Portal(app).sign_in(world.CHARLIE, world.PASSWORD).status == 200
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 200
    assert [mail for mail in sent_mails() if world.ALICE in mail.destinations] == []
