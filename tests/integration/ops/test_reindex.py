"""What version 0.1.0 stored has no roster and no place in the index: `ops reindex` completes it, once."""

from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.errors import Conflict
from chalicelib.services.organizers import roster as service
from chalicelib.store.claims import by_conference
from chalicelib.store.claims.by_conference import CertificateEntry, ClaimEntry
from chalicelib.store.people import rosters
from samples import world
from tests.integration.ops.operator import ops, refused, written
from tests.integration.test_stored_by_0_1_0 import stored  # noqa: F401 # every test has its items


def test_what_0_1_0_stored_is_completed_once(tmp_path: Path) -> None:
    assert "There are no conferences yet" in ops("list")
    assert "Run `reindex` once" in refused("roster", "spring")
    file = written(tmp_path, "all.csv", "email", "dana@school.example")
    assert "Run `reindex` once" in refused("import-registrations", "spring", file, "--prune")
    with pytest.raises(Conflict):
        service.registered("spring")

    before = _everything()
    said = ops("reindex", "--dry-run")
    assert "Conferences listed:                  1" in said
    assert "Claims, certificates and deliveries: 9" in said
    assert _everything() == before

    assert ops("reindex").splitlines()[:4] == said.splitlines()[:4]
    assert "spring" in ops("list")
    found = rosters.load("spring")
    assert found is not None
    assert world.ALICE in found.people
    entries = list(by_conference.every("spring"))
    claims = {e.account_id: e.selected for e in entries if isinstance(e, ClaimEntry)}
    certificates = [e for e in entries if isinstance(e, CertificateEntry)]
    assert claims["alice"] == 3
    assert sorted(e.account_id for e in certificates) == ["alice", "bob"]
    # A row for each address: Alice has two.
    assert "have a certificate:  3" in ops("roster", "spring")

    assert "Claims, certificates and deliveries: 0" in ops("reindex")
    assert "Rosters completed:                   0" in ops("reindex")


def _everything() -> list[Any]:
    dynamodb = boto3.client("dynamodb", region_name="us-east-1")
    tables = [f"ceu-test-{name}" for name in ("accounts", "conferences", "claims")]
    return [dynamodb.scan(TableName=table)["Items"] for table in tables]
