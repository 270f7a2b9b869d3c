"""Claims: who ticked what, and what became of it; looked through, counted, and taken along as a file."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from chalicelib.aws import clients
from chalicelib.domain.certificate import CertificateStatus
from chalicelib.domain.claimant import Which
from chalicelib.domain.claims_export import Kind, Stage
from chalicelib.services.console import claims, claims_export
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.organizers import claims_exports
from samples import crowd, world
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer, run_imports

CLAIMS = "/console/spring/claims"
FILES = f"{CLAIMS}/files"
NOW = datetime.now(UTC)


@pytest.fixture
def certificate(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening", "second")
    made = str(alice.generate("spring").json["id"])
    run_consumer(app)
    return made


def test_the_table_says_who_claimed_what_and_what_became_of_it(
    certificate: str, bob: Portal, rita: Visitor
) -> None:
    bob.claim("spring", "online")
    shown = rita.get(CLAIMS).words
    for said in ("Alice Ångström 2 1.83 contact hours", certificate, "Sent, not reported yet"):
        assert said in shown, said
    assert "Bob Virtual 1 0.75 contact hours" in shown
    only_bob = rita.get(f"{CLAIMS}?which=no-certificate").words
    assert "Bob Virtual" in only_bob
    assert "Alice" not in only_bob
    print(shown)
