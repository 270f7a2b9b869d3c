"""A deletion takes effect whole, or not at all, also where it meets other windows or is interrupted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.aws import storage
from chalicelib.domain.audit import By
from chalicelib.domain.claim import Claim
from chalicelib.domain.tick import Tick
from chalicelib.errors import Conflict
from chalicelib.events.schedule import run_sweep
from chalicelib.services.certificates import issue as issuing
from chalicelib.services.organizers import move_address
from chalicelib.services.people import leave
from chalicelib.settings import settings
from chalicelib.store import tables
from chalicelib.store.claims import claims
from chalicelib.store.people import accounts, credentials, deletion, rosters
from samples import world
from tests.support import faults, kept_worlds
from tests.support.client import Portal, run_consumer
from tests.support.tables import everything

NOW = datetime.now(UTC)


@pytest.fixture
def certified(app: Any, alice: Portal) -> str:
    """Alice with a certificate that was sent."""
    return kept_worlds.made("alice's certificate", lambda: _certified(app, alice))


def _certified(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening")
    public_id: str = alice.generate("spring").json["id"]
    run_consumer(app)
    return public_id


def _alice() -> Any:
    account = accounts.load("alice")
    assert account
    return account


def test_a_move_that_closes_and_fails_leaves_claims_and_pdfs(certified: str, people: None) -> None:
    planned = move_address.plan(world.ALICE, "bob")
    credentials.rename("alice", "Alice B.")  # in between: the account is not as it was planned
    before = everything()
    with pytest.raises(Conflict):
        move_address.move(planned, By("operator", "one person"), NOW)
    assert everything() == before
    assert storage.get_pdf(certified)


def test_a_deletion_that_fails_leaves_everything(certified: str) -> None:
    before = everything()
    with faults.before("TransactWriteItems", faults.cancelled(times=4)), pytest.raises(Conflict):
        leave.delete(_alice(), NOW)
    assert everything() == before


@pytest.mark.parametrize("operation", ["DeleteObject", "DeleteItem", "Query"])
def test_what_interrupts_the_erasing_is_finished_by_the_sweep(
    certified: str, operation: str
) -> None:
    account = _alice()
    with faults.before(operation, faults.error("InternalServerError")):
        leave.delete(account, NOW)
    assert accounts.load("alice") is None
    assert deletion.unfinished() != []
    run_sweep()
    assert deletion.unfinished() == []
    left = everything()
    assert left["bucket"] == []
    kinds = {item["kind"]["S"] for item in left[settings().claims_table]}
    assert kinds == {"CERTIFICATE", "SNAPSHOT"}
    assert world.ALICE not in str({t: i for t, i in left.items() if t != "bucket"})


def test_the_sweep_shortens_a_roster_of_several_parts(
    certified: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK_BYTES", 20)
    world.register(world.ALICE, type="full with a tour and the dinner")
    before = rosters.load("spring")
    with faults.before("DeleteObject", faults.error("InternalServerError")):
        leave.delete(_alice(), NOW)
    run_sweep()
    after = rosters.load("spring")
    assert before
    assert after
    assert after.chunks < before.chunks
    assert set(after.people) == {world.BOB}


def test_a_first_save_that_meets_a_deletion_leaves_nothing(alice: Portal) -> None:
    before = Claim("spring")
    selection = claims.Selection({"opening": Tick()}, {"opening": NOW.date()}, 60)
    leave.delete(_alice(), NOW)
    with pytest.raises(Conflict):
        claims.save("alice", before, selection, NOW)
    assert everything()[settings().claims_table] == []


def test_generate_that_meets_a_deletion_leaves_nothing(alice: Portal, app: Any) -> None:
    """Her claim was read just before it was erased: the certificate must not come after."""
    alice.claim("spring", "opening")
    account = _alice()
    deleted = False

    def meet(**_: Any) -> None:
        nonlocal deleted
        if not deleted:
            deleted = True
            # The account's own transaction is through, the claim not erased yet.
            deletion.delete_account(account, NOW)

    with faults.before("TransactWriteItems", meet):
        assert alice.generate("spring").status == 409
    run_sweep()
    assert everything()[settings().claims_table] == []


def test_a_pdf_made_while_its_account_is_deleted_is_not_left(
    alice: Portal, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.claim("spring", "opening")
    alice.generate("spring")
    render = issuing._render

    def meanwhile(snapshot: Any) -> bytes:
        # In a thread of its own: the deletion is the portal's, not the consumer's.
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(lambda: leave.delete(_alice(), NOW)).result()
        return render(snapshot)

    monkeypatch.setattr(issuing, "_render", meanwhile)
    run_consumer(app)
    assert accounts.load("alice") is None
    assert everything()["bucket"] == []
