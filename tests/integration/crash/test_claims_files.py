"""A file of claims is ended by SIGKILL at each step, and made all the same: once, and whole."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws import clients
from chalicelib.domain.claims_export import Stage
from chalicelib.services.console import claims_export
from chalicelib.settings import settings
from chalicelib.store.organizers import claims_exports
from samples import crowd, world
from tests.integration.crash.acting import ask_for_claims
from tests.integration.crash.doomed import Doomed
from tests.support.client import run_imports
from tests.support.mailroom import show_hidden

RELIABILITY = Path(__file__).parents[3] / "docs" / "reliability.md"
ASKING = {
    "the file of claims is recorded": "after-call.dynamodb.TransactWriteItems:1",
    "its message is sent to make it": "after-call.sqs.SendMessage:1",
}
MAKING = {
    "its people are in the audit": "after-call.dynamodb.PutItem:1",
    "the file of claims is stored": "after-call.s3.PutObject:1",
    "the file of claims is marked as made": "after-call.dynamodb.TransactWriteItems:1",
}


@pytest.mark.parametrize("step", [*ASKING, *MAKING])
def test_a_file_is_made_after_it_was_killed_when(
    app: Any, people: None, doomed: Doomed, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.gather(3)
    if step in ASKING:
        doomed.run("ask_for_claims", at=ASKING[step])
    else:
        monkeypatch.setattr(claims_export, "AT_ONCE", 0)
        ask_for_claims()
        doomed.run("take_imports", at=MAKING[step])
    claims_export.sweep(world.NOW + timedelta(hours=1))
    show_hidden()
    run_imports(app)
    [found] = claims_exports.of_conference("spring")
    assert (found.stage, found.rows) == (Stage.MADE, 3)
    assert claims_exports.unfinished() == []
    key = f"exports/{found.id}"
    held = clients.s3().get_object(Bucket=settings().imports_bucket, Key=key)
    assert held["Body"].read().count(b"@crowd.example") == 3


def test_every_step_is_in_the_document() -> None:
    written = RELIABILITY.read_text("utf-8")
    assert [name for name in {**ASKING, **MAKING} if f"| {name} |" not in written] == []
