"""Each importer is ended by SIGKILL at each step, and completes when it is run again."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from chalicelib.aws import stored_images
from chalicelib.domain.registration import Attendance, Registration, RegistrationStatus
from chalicelib.store.claims import conferences
from chalicelib.store.people import accounts, registering
from ops.cli import app
from samples import world
from tests.integration.crash.doomed import Doomed
from tests.support.registered import registered_at

SIXTY = [f"person{number}@school.example" for number in range(60)]


@pytest.fixture
def ended(aws: None, doomed: Doomed) -> Callable[..., None]:
    """Runs a command in a process that ends at the step, and checks that it did."""

    def run(step: str, *arguments: str) -> None:
        doomed.run("operate", *arguments, at=step)

    return run


def again(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.stderr
    return result.stdout


SCHEDULE = """id,title,date,starts_at,ends_at
{rows}
"""


def _schedule(tmp_path: Path, *ids: str) -> str:
    path = tmp_path / "schedule.csv"
    rows = (f"{key},New {key},{world.FIRST_DAY},09:00,10:00" for key in ids)
    path.write_text(SCHEDULE.format(rows="\n".join(rows)))
    return str(path)


@pytest.mark.parametrize(
    ("step", "written"),
    [
        ("before-send.dynamodb.Query:1", False),
        ("before-send.dynamodb.TransactWriteItems:1", False),
        ("after-call.dynamodb.TransactWriteItems:1", True),
    ],
)
def test_a_schedule_is_the_old_or_the_new_one_and_never_a_part(
    step: str, written: bool, ended: Callable[..., None], tmp_path: Path
) -> None:
    world.hold()
    command = ("import-schedule", _schedule(tmp_path, "a", "b"), "--id", "spring", "--prune")

    ended(step, *command)

    stored = conferences.load("spring")
    assert stored is not None
    old, new = {s.id for s in world.spring_sessions()}, {"a", "b"}
    assert {session.id for session in stored.sessions} == (new if written else old)

    again(*command)
    stored = conferences.load("spring")
    assert stored is not None
    assert {session.id for session in stored.sessions} == new
    assert stored.revision == 2


def _registrations(tmp_path: Path) -> str:
    path = tmp_path / "registrations.csv"
    rows = [f"{address},Person,full,virtual,,confirmed" for address in SIXTY]
    path.write_text("\n".join(["email,name,type,attendance,days,status", *rows]) + "\n")
    return str(path)


@pytest.mark.parametrize(
    ("step", "least", "gone"),
    [
        ("before-send.dynamodb.BatchWriteItem:1", 0, False),
        ("after-call.dynamodb.BatchWriteItem:1", 10, False),
        ("before-send.dynamodb.BatchWriteItem:3", 0, False),
        ("after-call.dynamodb.BatchWriteItem:3", 60, False),
        ("before-send.dynamodb.DeleteItem:1", 60, False),
        ("after-call.dynamodb.DeleteItem:1", 60, True),
    ],
)
def test_registrations_are_written_address_by_address_each_whole(
    step: str, least: int, gone: bool, ended: Callable[..., None], tmp_path: Path
) -> None:
    world.hold()
    world.register(world.ALICE)
    world.register(SIXTY[0], status=RegistrationStatus.CANCELLED)
    command = ("import-registrations", "spring", _registrations(tmp_path), "--prune")

    ended(step, *command)

    held = _settled()
    new = [found for found in held if found and found[0].attendance is Attendance.VIRTUAL]
    # Three calls, of 25, 25 and 10 addresses, are under way at once, and BatchWriteItem is whole
    # for each of its items, not for the call.
    assert len(new) >= least
    assert all(len(found) == 1 and found[0].confirmed for found in held if found in new)
    assert (registered_at([world.ALICE], "spring") == []) is gone

    assert f"Unchanged addresses: {len(new)}" in again(*command) or not new
    assert registering.registered_at("spring") == set(SIXTY)
    for address in SIXTY:
        (found,) = registered_at([address], "spring")
        assert (found.attendance, found.confirmed) == (Attendance.VIRTUAL, True)


def _settled() -> list[list[Registration]]:
    """What each address holds, once what the ended process had already sent is done."""
    held: list[list[Registration]] = []
    while (now := [registered_at([one], "spring") for one in SIXTY]) != held:
        held = now
        time.sleep(0.1)
    return held


PEOPLE = 50


def _accounts(tmp_path: Path) -> str:
    path = tmp_path / "accounts.csv"
    rows = [
        f"p{number},Person,{kind}{number}@school.example,,$2b$12${'a' * 53}"
        for number in range(PEOPLE)
        for kind in ("work", "home")
    ]
    path.write_text("\n".join(["account,name,email,primary,password_hash", *rows]) + "\n")
    return str(path)


@pytest.mark.parametrize(
    ("step", "least"),
    [
        ("before-send.dynamodb.TransactWriteItems:1", 0),
        ("after-call.dynamodb.TransactWriteItems:1", 13),
        ("before-send.dynamodb.TransactWriteItems:3", 0),
        ("after-call.dynamodb.TransactWriteItems:3", PEOPLE),
    ],
)
def test_accounts_are_written_each_with_all_its_addresses(
    step: str, least: int, ended: Callable[..., None], tmp_path: Path
) -> None:
    command = ("import-accounts", _accounts(tmp_path))

    ended(step, *command)

    held = [account for n in range(PEOPLE) if (account := accounts.load(f"p{n}"))]
    # Three transactions, of 20, 13 and 17 people, of which two are under way at once.
    assert len(held) >= least
    assert len(held) in {0, 13, 17, 20, 30, 33, 37, 50}
    assert {len(account.verified) for account in held} <= {2}

    assert f"Unchanged accounts: {len(held)}" in again(*command) or not held
    for number in range(PEOPLE):
        account = accounts.load(f"p{number}")
        assert account is not None
        assert {address.normalised for address in account.verified} == {
            f"work{number}@school.example",
            f"home{number}@school.example",
        }
        assert accounts.owner_of(f"home{number}@school.example") == account.id


@pytest.mark.parametrize(
    ("step", "named"),
    [
        ("before-send.s3.PutObject:1", False),
        ("after-call.s3.PutObject:1", False),
        ("before-send.dynamodb.TransactWriteItems:1", False),
        ("after-call.dynamodb.TransactWriteItems:1", True),
    ],
)
def test_settings_never_name_an_image_that_is_not_there(
    step: str, named: bool, ended: Callable[..., None], tmp_path: Path
) -> None:
    world.hold()
    Image.new("RGB", (8, 8), "teal").save(tmp_path / "logo.png")
    settings = tmp_path / "settings.toml"
    settings.write_text('[provider]\nname = "School Counselors"\nlogo = "logo.png"\n')
    command = ("conference", "spring", "--file", str(settings))

    ended(step, *command)

    stored = conferences.load("spring")
    assert stored is not None
    assert bool(stored.conference.provider.logo) is named

    again(*command)
    stored = conferences.load("spring")
    assert stored is not None
    assert stored.conference.provider.name == "School Counselors"
    assert stored_images.get_image(stored.conference.provider.logo).startswith(b"\x89PNG")
