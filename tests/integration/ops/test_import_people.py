"""`import-registrations` and `import-accounts`: who is stored, and what an import never undoes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pwdlib.hashers.bcrypt import BcryptHasher

from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus
from chalicelib.store.accounts_table import AccountItem
from chalicelib.store.keys import account_key
from chalicelib.store.people import accounts, deletion
from samples import world
from tests.integration.ops.operator import ops, written
from tests.support.client import Portal
from tests.support.registered import registered_at
from tests.support.tables import everything

REGISTRATIONS = "email,name,type,attendance,days,status"
ACCOUNTS = "account,name,email,primary,password_hash"
CONFIRMED, CANCELLED = RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED


def held(address: str) -> list[Registration]:
    return registered_at([address], "spring")


def register(
    folder: Path, *rows: str, headings: str = REGISTRATIONS, options: tuple[str, ...] = ()
) -> str:
    world.hold()
    return ops(
        "import-registrations", "spring", written(folder, "r.csv", headings, *rows), *options
    )


def test_every_column_is_kept(tmp_path: Path) -> None:
    days = f"{world.FIRST_DAY} {world.FIRST_DAY}"
    output = register(tmp_path, f"Alice@School.example,Alice Å.,full,virtual,{days},cancelled")
    assert held(world.ALICE) == [
        Registration(
            "spring", "full", Attendance.VIRTUAL, (world.FIRST_DAY,), CANCELLED, "Alice Å."
        )
    ]
    assert f"  + {world.ALICE}: full, virtual, {world.FIRST_DAY}, cancelled" in output
    assert output.splitlines()[-1] == (
        "1 address at Spring Counselors' Conference, 0 with a confirmed registration"
    )


def test_empty_cells_mean_in_person_all_days_confirmed(tmp_path: Path) -> None:
    register(tmp_path, f"{world.ALICE},,,,,")
    assert held(world.ALICE) == [Registration("spring")]


def test_rows_of_one_address_combine_and_a_repeated_row_counts_once(tmp_path: Path) -> None:
    row = f"{world.ALICE},Alice,full,in_person,,confirmed"
    output = register(tmp_path, row, f"{world.ALICE},Alice,tutorial,virtual,,confirmed", row)
    assert [registration.type for registration in held(world.ALICE)] == ["full", "tutorial"]
    assert (
        "note: row 4, column email: the same registration also appears in an earlier row" in output
    )


def test_another_exports_headings_and_spellings(tmp_path: Path) -> None:
    output = register(
        tmp_path,
        f"{world.BOB};Canceled;Online;x",
        headings="E-Mail;State;Mode;Phone",
        options=(
            "--column",
            "email=E-Mail",
            "--column",
            "status=State",
            "--column",
            "attendance=Mode",
        ),
    )
    (bob,) = held(world.BOB)
    assert (bob.status, bob.attendance) == (CANCELLED, Attendance.VIRTUAL)
    assert "note: headings: not read: “Phone”." in output
    assert "note: column days: the file has none; every registration covers all days." in output


def test_a_day_outside_the_conference_is_told(tmp_path: Path) -> None:
    output = register(tmp_path, f"{world.ALICE},,,,2001-01-01,")
    assert "note: row 2, column days: 2001-01-01 is outside the conference" in output
    assert held(world.ALICE)[0].days == (date(2001, 1, 1),)


def test_importing_again_replaces_and_prunes_only_when_asked(tmp_path: Path) -> None:
    register(tmp_path, f"{world.ALICE},,,,,", f"{world.BOB},,,,,")
    output = register(tmp_path, f"{world.ALICE},,full,,,cancelled")
    assert "Changed addresses: 1" in output
    assert held(world.ALICE)[0].status is CANCELLED
    assert held(world.BOB)[0].status is CONFIRMED

    output = register(tmp_path, f"{world.ALICE},,full,,,cancelled", options=("--prune",))
    assert f"  - {world.BOB}" in output
    assert held(world.BOB) == []


def test_registrations_elsewhere_are_left_alone_by_prune(tmp_path: Path) -> None:
    world.hold(world.spring(id="autumn"))
    world.register(world.BOB, "autumn")
    register(tmp_path, f"{world.ALICE},,,,,", options=("--prune",))
    assert registered_at([world.BOB], "autumn") == [Registration("autumn")]


@pytest.mark.parametrize("command", ["registrations", "accounts"])
def test_a_dry_run_stores_nobody(command: str, tmp_path: Path) -> None:
    world.hold()
    before = everything()
    if command == "registrations":
        output = register(tmp_path, f"{world.ALICE},,,,,", options=("--dry-run",))
        before = everything()
    else:
        output = enrol(tmp_path, f"a1,Alice,{world.ALICE},,", options=("--dry-run",))
    assert "Dry run: nothing was changed." in output
    assert everything() == before
    assert held(world.ALICE) == []
    assert accounts.load("a1") is None


def enrol(folder: Path, *rows: str, options: tuple[str, ...] = ()) -> str:
    return ops("import-accounts", written(folder, "a.csv", ACCOUNTS, *rows), *options)


def test_rows_of_one_account_are_its_verified_addresses(tmp_path: Path) -> None:
    output = enrol(
        tmp_path, "7,Alice Å.,alice@home.example,,", f"7,,{world.ALICE},yes,", "8,,bob@x.example,,"
    )
    alice = accounts.load("7")
    assert alice is not None
    assert alice.name == "Alice Å."
    assert [address.shown for address in alice.verified] == [world.ALICE, "alice@home.example"]
    assert output.splitlines()[-1] == "2 accounts with 3 verified addresses"


def signs_in(app: Any, password: str) -> str:
    """Alice's name, once she has signed in."""
    answer = Portal(app).sign_in(world.ALICE, password)
    assert answer.status == 200, answer.body
    return str(answer.json["account"]["name"])


def test_a_bcrypt_hash_signs_in_and_is_upgraded_for_good(app: Any, tmp_path: Path) -> None:
    bcrypt = BcryptHasher(rounds=4).hash("correct horse")
    row = f"7,Alice,{world.ALICE},yes,{bcrypt}"
    enrol(tmp_path, row)
    assert signs_in(app, "correct horse") == "Alice"
    upgraded = accounts.load("7")
    assert upgraded is not None
    assert (upgraded.password_hash or "").startswith("$argon2id$")

    assert "Unchanged accounts: 1" in enrol(tmp_path, row)
    assert accounts.load("7") == upgraded


def test_a_new_password_in_the_app_comes_with_the_next_import(app: Any, tmp_path: Path) -> None:
    old, new = (BcryptHasher(rounds=4).hash(word) for word in ("old words", "new words"))
    enrol(tmp_path, f"7,Alice,{world.ALICE},yes,{old}")
    phone = Portal(app)
    phone.sign_in(world.ALICE, "old words")
    assert phone.call("GET", "/v1/conferences").status == 200
    assert "  ~ 7: password" in enrol(tmp_path, f"7,Alice,{world.ALICE},yes,{new}")
    assert signs_in(app, "new words") == "Alice"
    # Whoever signed in with the old password is out.
    assert phone.call("GET", "/v1/conferences").status == 401


def test_a_password_set_here_is_never_overwritten(app: Any, tmp_path: Path) -> None:
    world.enrol("7", "Alice", world.ALICE)
    AccountItem(account_key("7"), "ACCOUNT").update([AccountItem.password_set_here.set(True)])
    imported = BcryptHasher(rounds=4).hash("from the app")
    output = enrol(tmp_path, f"7,Alice Renamed,{world.ALICE},yes,{imported}")
    assert "  ~ 7: name Alice → Alice Renamed\n" in output
    assert signs_in(app, world.PASSWORD) == "Alice Renamed"


def test_an_address_that_bounced_stays_undeliverable(tmp_path: Path) -> None:
    from chalicelib.store.accounts_table import AddressItem

    enrol(tmp_path, f"7,Alice,{world.ALICE},yes,")
    item = AddressItem(account_key("7"), f"ADDRESS#{world.ALICE}")
    item.update([AddressItem.deliverable.set(False)])
    output = enrol(tmp_path, f"7,Alice,{world.ALICE},yes,", "7,,alice@new.example,,")
    assert "new addresses alice@new.example" in output
    alice = accounts.load("7")
    assert alice is not None
    assert [(a.normalised, a.deliverable) for a in alice.verified] == [
        (world.ALICE, False),
        ("alice@new.example", True),
    ]


def test_no_hash_is_ever_printed(tmp_path: Path) -> None:
    bcrypt = BcryptHasher(rounds=4).hash("secret")
    assert bcrypt not in enrol(tmp_path, f"7,Alice,{world.ALICE},yes,{bcrypt}")


def test_a_person_who_left_is_not_brought_back_nor_counted(tmp_path: Path) -> None:
    rows = (f"7,Alice,{world.ALICE},yes,", f"8,Bob,{world.BOB},yes,")
    enrol(tmp_path, *rows)
    alice = accounts.load("7")
    assert alice is not None
    deletion.delete_account(alice, world.NOW)
    output = enrol(tmp_path, *rows)
    assert "note: row 2: the person of account 7 deleted it; account 7 is left out." in output
    assert output.splitlines()[-1] == "1 account with 1 verified address"
    assert accounts.load("7") is None
