"""Items exactly as version 0.1.0 wrote them: all are read, saved over and generated from.

Alice had three addresses (one not verified), a claim, a certificate that was replaced, its
successor, sent and reported on, and changes after it; Bob a certificate that was queued.
"""

import base64
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.aws import queue
from chalicelib.documents.certificate import render
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.conference import Format
from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.digest import digest_of
from chalicelib.domain.registration import Attendance
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.store.certificates import certificates, snapshots
from chalicelib.store.claims import conferences
from chalicelib.store.people import accounts, registrations
from samples import world
from tests.integration.documents import reading
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer
from tests.support.mailroom import mails_to

STORED = json.loads((Path(__file__).parent / "stored/version-0.1.0.json").read_text("utf-8"))
REPLACED, SENT, QUEUED = STORED["certificates"]
FIRST_DAY = date(2025, 3, 6)


@pytest.fixture(autouse=True)
def stored(aws: None) -> None:
    """The tables as they were left."""
    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    for table, items in STORED["tables"].items():
        for item in items:
            dynamodb.put_item(TableName=table, Item=_binary(item))


def _binary(item: dict[str, Any]) -> dict[str, Any]:
    """JSON has no bytes: they are base64 there."""
    return {
        name: {"B": base64.b64decode(value["B"])} if "B" in value else value
        for name, value in item.items()
    }


@pytest.fixture
def alice(app: Any, stored: None) -> Portal:
    portal = Portal(app)
    assert portal.sign_in(world.ALICE, world.PASSWORD).status == 200
    return portal


def test_account_addresses_and_registrations_are_read() -> None:
    alice = accounts.load("alice")
    assert alice is not None
    assert [(a.shown, a.verified, a.primary, a.soft_bounces) for a in alice.in_order] == [
        ("alice@school.example", True, True, 0),
        ("alice@home.example", True, False, 1),
        ("alice@work.example", False, False, 0),
    ]
    [school], [home] = (
        registrations.of_address("alice@school.example"),
        registrations.of_address("alice@home.example"),
    )
    assert (school.type, school.name, school.attendance) == ("full", "Alice A.", "in_person")
    assert (home.attendance, home.days) == (Attendance.VIRTUAL, (FIRST_DAY,))


def test_conference_and_schedule_are_read_in_their_zone() -> None:
    found = conferences.load("spring")
    assert found is not None
    assert (found.conference.eligible_sessions, found.revision) == (6, 1)
    assert found.conference.provider.numbers[0].number == "4242"
    assert found.conference.policies.limit_by_days
    by_id = {session.id: session for session in found.sessions}
    assert len(by_id) == 7
    assert by_id["midnight"].starts_at.isoformat() == "2025-03-07T00:30:00-06:00"
    assert (by_id["midnight"].day, by_id["hybrid"].format) == (FIRST_DAY, Format.HYBRID)


def test_claim_certificates_and_deliveries_are_read() -> None:
    alice = accounts.load("alice")
    assert alice is not None
    held = open_conference(alice, "spring", datetime.now(UTC)).holdings
    assert held.claim.selections == {
        "opening": FIRST_DAY,
        "second": date(2025, 3, 7),
        "online": date(2025, 3, 15),
    }
    assert (held.claim.version, held.claim.last_number, held.claim.refused) == (3, 2, "")
    assert [(c.public_id, c.status, c.superseded_by) for c in held.certificates] == [
        (REPLACED, CertificateStatus.SENT, SENT),
        (SENT, CertificateStatus.SENT, ""),
    ]
    assert held.latest is not None
    assert held.latest.name == "Alice B. Ångström"
    assert {d.address: d.status for d in held.deliveries_of_round(held.latest)} == {
        "alice@school.example": DeliveryStatus.DELIVERED,
        "alice@home.example": DeliveryStatus.BOUNCED,
    }
    assert [location.account_id for location in certificates.unfinished(datetime.now(UTC))] == [
        "bob"
    ]


@pytest.mark.parametrize("public_id", [REPLACED, SENT, QUEUED])
def test_a_snapshot_is_read_and_says_what_its_digest_is_of(public_id: str) -> None:
    snapshot = snapshots.load(public_id)
    assert snapshot is not None
    certificate = certificates.load(snapshot.certificate_location)
    assert certificate is not None
    assert digest_of(snapshot) == certificate.digest
    assert snapshot.totals.total.minutes == certificate.contact_minutes


def test_the_claim_is_saved_over_and_a_certificate_made_from_it(app: Any, alice: Portal) -> None:
    made = alice.generate("spring", version=3)
    assert (made.status, made.json["contact_minutes"]) == (202, 60 + 50 + 45)
    saved = alice.claim("spring", "opening")
    assert (saved.status, saved.json["version"], saved.json["contact_minutes"]) == (200, 4, 60)
    alice.generate("spring")
    listed = alice.call("GET", "/v1/certificates").json["certificates"]
    assert [c["superseded_by"] is None for c in listed] == [True, False, False, False]
    run_consumer(app, times=3)
    assert mails_to()[world.ALICE] == 2


def test_the_same_content_is_sent_again_and_makes_no_other_certificate(
    app: Any, alice: Portal
) -> None:
    online = {"online": "2025-03-15"}
    assert alice.claim("spring", "opening", "midnight", **online).status == 200
    again = alice.generate("spring", name="Alice B. Ångström")
    assert (again.json["id"], again.json["round"]) == (SENT, 2)


def test_what_was_queued_is_issued(app: Any) -> None:
    queue.send(QUEUED, "test")
    run_consumer(app)
    assert mails_to() == {world.BOB: 1}
    certificate = certificates.load(snapshots.locate(QUEUED))  # type: ignore[arg-type]
    assert certificate is not None
    assert certificate.status is CertificateStatus.SENT


def test_its_figures_are_the_same_in_every_place(app: Any, alice: Portal) -> None:
    one = alice.call("GET", f"/v1/certificates/{SENT}").json
    assert (one["printed"], one["credits"]) == (["contact_hours", "ceus"], [])
    figures = f"{one['contact_hours']} contact hours", f"{one['ceus']} CEUs"
    snapshot = snapshots.load(SENT)
    assert snapshot is not None
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    issued = one["issued_at"][:10]
    read = {
        "list": visitor.get("/certificates").words,
        "page": visitor.get(f"/certificates/{SENT}").words,
        "record": visitor.get(f"/record?from={issued}&to={issued}").words,
        "verify page": visitor.get(f"/verify/{SENT}").words,
        "PDF": reading.text_of(render(snapshot).pdf),
    }
    for place, said in read.items():
        assert all(figure in said for figure in figures), (place, said)
        assert "clock hours" not in said, place
    (recorded,) = alice.call("GET", f"/v1/record?from={issued}&to={issued}").json["certificates"]
    assert recorded == {**one, "deliveries": []}
