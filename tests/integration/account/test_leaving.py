"""Export and deletion: all of it comes along, all that is personal goes, certificates can be checked."""

from datetime import UTC, datetime
from typing import Any

import boto3

from chalicelib.settings import settings
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.people import accounts, registrations
from samples import world
from tests.integration.account.test_addresses import add, verify
from tests.support.client import Portal, run_consumer
from tests.support.mail import last_to
from tests.support.tables import everything

HOME = "alice.a@home.example"


def _certificate(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening", "online")
    public_id: str = alice.generate("spring").json["id"]
    run_consumer(app)
    return public_id


def test_the_export_holds_all_that_is_known_of_the_person(app: Any, alice: Portal) -> None:
    public_id = _certificate(app, alice)
    add(alice, HOME)
    exported = alice.call("GET", "/v1/account/export").json
    assert exported["account"]["name"] == "Alice Ångström"
    assert [address["shown"] for address in exported["addresses"]] == [HOME, world.ALICE]
    assert [registration["conference_id"] for registration in exported["registrations"]] == [
        "spring"
    ]
    [conference] = exported["conferences"]
    assert set(conference["selections"]) == {"opening", "online"}
    [certificate] = conference["certificates"]
    assert certificate["public_id"] == public_id
    assert certificate["says"]["totals"]["total"]["hours"] == "1.75"
    assert len(certificate["says"]["sessions"]) == 2
    assert [delivery["address"] for delivery in certificate["deliveries"]] == [world.ALICE]


def test_the_export_holds_no_secret_and_nothing_of_others(app: Any, alice: Portal) -> None:
    add(alice, world.BOB)  # unverified: Bob's registration is not hers to see
    body = alice.call("GET", "/v1/account/export").body.decode()
    account = accounts.load("alice")
    assert account
    assert account.password_hash
    assert account.password_hash not in body
    assert alice.token not in body
    assert "virtual" not in body


def test_deleting_leaves_what_certificates_say_and_nothing_else(app: Any, alice: Portal) -> None:
    public_id = _certificate(app, alice)
    snapshot = snapshots.load(public_id)
    add(alice, HOME)
    verify(alice, HOME, last_to(HOME).code)
    alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD})

    left = everything()
    assert left["bucket"] == []
    text = str({table: items for table, items in left.items() if table != "bucket"})
    for personal in (world.ALICE, HOME):
        assert personal not in text
    kinds = {
        item["kind"]["S"]
        for item in left[settings().claims_table]
        if "alice" in item["pk"]["S"] or item.get("account_id", {}).get("S") == "alice"
    }
    assert kinds == {"CERTIFICATE", "SNAPSHOT"}
    for item in left[settings().claims_table]:
        gone_at = datetime.fromtimestamp(int(item["ttl"]["N"]), UTC)
        assert gone_at.year == datetime.now(UTC).year + 7
    assert snapshots.load(public_id) == snapshot
    location = snapshots.locate(public_id)
    assert location
    kept = certificates.load(location)
    assert kept
    assert kept.pdf_sha256
    assert registrations.of_address(world.ALICE) == []


def test_who_left_is_signed_out_and_told_by_a_last_mail(app: Any, alice: Portal) -> None:
    other = Portal(app)
    other.sign_in(world.ALICE, world.PASSWORD)
    assert alice.call("POST", "/v1/account/deletion", {"password": "wrong"}).status == 422
    assert alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD}).status == 204
    assert alice.call("GET", "/v1/account").status == 401
    assert other.call("GET", "/v1/account").status == 401
    assert Portal(app).sign_in(world.ALICE, world.PASSWORD).status == 401
    assert "was deleted" in last_to(world.ALICE).subject


def test_a_certificate_that_was_on_its_way_is_sent_to_nobody(app: Any, alice: Portal) -> None:
    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD})
    assert run_consumer(app) == [{"batchItemFailures": []}]
    assert "certificate" not in last_to(world.ALICE).subject.lower()
    assert everything()["bucket"] == []
    index = boto3.client("dynamodb", region_name="us-east-1").scan(
        TableName=settings().claims_table, IndexName="unfinished"
    )
    assert index["Items"] == []
    assert snapshots.load(public_id)


def test_others_keep_what_is_theirs(app: Any, alice: Portal, bob: Portal) -> None:
    bob.claim("spring", "online")
    add(alice, world.BOB)
    alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD})
    assert bob.call("GET", "/v1/conferences").json["conferences"][0]["claim"]["selected"] == 1
    assert accounts.owner_of(world.BOB) == "bob"


def test_a_deleted_address_can_begin_again(app: Any, alice: Portal) -> None:
    alice.call("POST", "/v1/account/deletion", {"password": world.PASSWORD})
    world.register(world.ALICE)
    Portal(app).call("POST", "/v1/access", {"email": world.ALICE})
    body = {"token": last_to(world.ALICE).token, "password": "seven old bicycles rusting"}
    made = Portal(app).call("POST", "/v1/access/password", body)
    assert made.status == 200
    assert made.json["account"]["id"] != "alice"
