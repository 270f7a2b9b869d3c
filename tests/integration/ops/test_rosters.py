"""Who is registered and who has claimed, without reading a whole table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.importing.people import registrations_plan
from chalicelib.importing.people.request import Request
from chalicelib.services.organizers import roster as service
from chalicelib.services.people import leave
from chalicelib.store.accounts_table import RosterItem
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import by_conference
from chalicelib.store.claims.by_conference import CertificateEntry, ClaimEntry, Entry
from chalicelib.store.claims_table import CertificateItem
from chalicelib.store.keys import account_key, certificate_key, roster_key
from chalicelib.store.people import accounts, registrations, rosters
from chalicelib.store.shards import conference_shard
from ops.commands.shared import stored_conference
from ops.files import source
from samples import world
from tests.integration.ops.operator import ops, written
from tests.support import calls, faults
from tests.support.client import Portal, run_consumer

DANA = "dana@school.example"


def _listed() -> set[str]:
    found = rosters.load("spring")
    assert found is not None
    return set(found.people)


def _entries(size: int = 100) -> list[Entry]:
    def pages() -> Iterator[Entry]:
        place: by_conference.Place | None = by_conference.START
        while place is not None:
            found, place = by_conference.page("spring", place, size)
            assert len(found) <= size
            yield from found

    return list(pages())


def _one(kind: type[Entry], account_id: str) -> Any:
    [entry] = [e for e in _entries() if isinstance(e, kind) and e.account_id == account_id]
    return entry


# The roster


def test_an_import_lists_everybody_and_prune_takes_them_off(people: None, tmp_path: Path) -> None:
    assert _listed() == {world.ALICE, world.BOB}
    file = written(tmp_path, "all.csv", "email,name", f"{DANA},Dana Day", f"{world.ALICE},Alice")
    ops("import-registrations", "spring", file)
    assert _listed() == {world.ALICE, world.BOB, DANA}
    ops("import-registrations", "spring", file, "--prune")
    assert _listed() == {world.ALICE, DANA}
    assert registrations.of_address(world.BOB) == []


def test_a_prune_that_was_interrupted_takes_off_the_rest(people: None, tmp_path: Path) -> None:
    file = written(tmp_path, "all.csv", "email", DANA)
    denied = faults.error("ResourceNotFoundException", first=2)
    with (
        faults.before("TransactWriteItems", denied),
        pytest.raises(Exception, match="transaction items"),
    ):
        _apply(file)
    assert registrations.of_address(world.BOB) == []
    assert _listed() == {world.ALICE, world.BOB, DANA}
    ops("import-registrations", "spring", file, "--prune")
    assert _listed() == {DANA}


def _apply(file: Path) -> None:
    conference = stored_conference("spring").conference
    request = Request(source(file), conference, prune=True)
    registrations_plan.apply(registrations_plan.plan(request))


def test_a_moved_registration_moves_on_the_roster(people: None) -> None:
    ops("move-registration", "spring", world.BOB, "--to", DANA)
    assert _listed() == {world.ALICE, DANA}


def test_nobody_who_left_is_named(alice: Portal) -> None:
    alice.claim("spring", "opening")
    account = accounts.load("alice")
    assert account is not None
    leave.delete(account, world.NOW)
    assert _listed() == {world.BOB}
    assert [entry.account_id for entry in _entries()] == []


def test_people_are_found_by_name_or_address(people: None) -> None:
    world.register(DANA, name="Dana Ångström")
    assert list(service.registered("spring", "ÅNGSTRÖM")) == [DANA]
    assert list(service.registered("spring", "school.example")) == [world.ALICE, DANA]
    assert list(service.registered("spring", "nobody")) == []
    said = ops("roster", "spring", "--find", "dana")
    assert "1 address registered with “dana”" in said


def test_two_who_change_it_at_once_are_both_on_it(people: None) -> None:
    read = rosters.load
    came_between = False

    def load(conference_id: str) -> rosters.Roster | None:
        nonlocal came_between
        found = read(conference_id)
        if not came_between:
            came_between = True
            world.register("eve@school.example")
        return found

    rosters.load = load
    try:
        world.register(DANA)
    finally:
        rosters.load = read
    assert _listed() == {world.ALICE, world.BOB, DANA, "eve@school.example"}


def test_a_large_roster_takes_several_chunks_and_shrinks_again(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.store.tables.CHUNK_BYTES", 100)
    for number in range(12):
        world.register(f"p{number}@school.example", name=f"{hash(str(number)):x}")
    assert len(list(RosterItem.query(roster_key("spring")))) > 2
    assert len(_listed()) == 14
    rosters.change("spring", {}, _listed() - {world.ALICE})
    assert len(list(RosterItem.query(roster_key("spring")))) == 1
    assert _listed() == {world.ALICE}


# The index


def test_a_claim_and_the_latest_certificate_are_in_the_index(alice: Portal, app: Any) -> None:
    alice.claim("spring", "opening")
    assert (_one(ClaimEntry, "alice").selected, _one(ClaimEntry, "alice").contact_minutes) == (
        1,
        60,
    )
    first = alice.generate("spring").json["id"]
    run_consumer(app)
    assert _one(CertificateEntry, "alice").public_id == first
    second = alice.generate("spring", name="Alice Again").json["id"]
    latest = _one(CertificateEntry, "alice")
    assert (latest.public_id, latest.name, latest.revoked) == (second, "Alice Again", False)
    ops("revoke", second, "--yes", "--reason", "Made for the wrong person.")
    assert _one(CertificateEntry, "alice").revoked


@pytest.mark.parametrize("size", [1, 2, 100])
def test_pages_have_each_entry_once(people: None, app: Any, size: int) -> None:
    for number in range(5):
        address = f"p{number}@school.example"
        world.enrol(f"p{number}", f"Person {number}", address)
        world.register(address)
        person = Portal(app)
        person.sign_in(address, world.PASSWORD)
        person.claim("spring", "opening")
    found = [entry.account_id for entry in _entries(size)]
    assert sorted(found) == [f"p{number}" for number in range(5)]


def test_no_command_but_reindex_reads_a_whole_table(alice: Portal, tmp_path: Path) -> None:
    alice.claim("spring", "opening")
    file = written(tmp_path, "all.csv", "email", DANA)
    calls.made.clear()
    for command in (
        ("list",),
        ("status",),
        ("roster", "spring"),
        ("import-registrations", "spring", file, "--prune"),
    ):
        ops(*command)
    assert "Query" in calls.made
    assert "Scan" not in calls.made
    ops("reindex")
    assert "Scan" in calls.made


def test_what_0_1_0_replaced_leaves_the_index(alice: Portal, app: Any) -> None:
    alice.claim("spring", "opening")
    first = alice.generate("spring").json["id"]
    run_consumer(app)
    second = alice.generate("spring", name="Alice Again").json["id"]
    location = snapshots.locate(first)
    assert location is not None
    # That version marks the one that is replaced, and knows no index.
    CertificateItem(account_key("alice"), certificate_key(location)).update(
        [CertificateItem.conference_shard.set(conference_shard("spring", "alice"))]
    )
    assert {e.public_id for e in _entries() if isinstance(e, CertificateEntry)} == {first, second}
    assert "Claims, certificates and deliveries: 1" in ops("reindex")
    assert _one(CertificateEntry, "alice").public_id == second


def test_a_roster_that_0_1_0_left_behind_is_put_right(people: None) -> None:
    """It imported Dana and removed Bob after an update was undone; it knows no roster."""
    registrations.put_many("spring", {DANA: tuple(registrations.of_address(world.ALICE)[:1])})
    registrations.delete(world.BOB, "spring")
    assert _listed() == {world.ALICE, world.BOB}
    assert "Rosters completed:                   1" in ops("reindex")
    assert _listed() == {world.ALICE, DANA}
