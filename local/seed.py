"""The demo: conferences and people from local/demo/, through the operator's own importers.

In the demo's files `{day 1}` is a conference's first day, `{day 2}` the next, and so on: dates
follow today, so that past conferences stay in the past and the running one keeps running.
"""

import io
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, ConfigDict

from chalicelib.domain.audit import By
from chalicelib.domain.conference import Conference
from chalicelib.domain.grant import EVERY, Role
from chalicelib.services.console.invite import Invite, invite
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.claims import conferences
from chalicelib.store.keys import account_key, address_key
from local.demo_people import DEMO, Person
from ops.commands.conference import conference
from ops.commands.import_accounts import import_accounts
from ops.commands.import_registrations import import_registrations
from ops.commands.import_schedule import import_schedule

ORGANIZER = "olivia@prairie.example"  # her invitation is in the inbox
_DAY = re.compile(r"\{day (\d+)\}")


class DemoConference(BaseModel):
    """A conference of the demo: it begins `begins_in` days from today, or on a date."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    time_zone: str
    begins_in: int = 0
    begins_on: date | None = None
    limit_by_type: bool = False
    limit_by_days: bool = False


def seed(people: tuple[Person, ...], today: date) -> None:
    """Import the demo into empty tables."""
    demos = tomllib.loads((DEMO / "conferences.toml").read_text())["conference"]
    with _quietly():
        for values in demos:
            _import(DemoConference.model_validate(values), today)
        import_accounts(DEMO / "accounts.csv")
    for person in people:
        _mark_addresses(person)
    invite(
        Invite(ORGANIZER, EVERY, Role.OWNER, "Prairie Conferences"), By("local"), datetime.now(UTC)
    )


def _import(demo: DemoConference, today: date) -> None:
    first_day = demo.begins_on or today + timedelta(days=demo.begins_in)
    # A schedule may have credit of the types that the settings name, so those come first.
    begun = Conference(demo.id, demo.name, demo.time_zone, first_day, first_day)
    conferences.save(begun, (), expected_revision=0)
    with _dated(DEMO / demo.id, first_day) as folder:
        conference(demo.id, file=folder / "settings.toml")
        import_schedule(
            folder / "schedule.csv",
            conference_id=demo.id,
            name=demo.name,
            time_zone=demo.time_zone,
            limit_by_type=demo.limit_by_type,
            limit_by_days=demo.limit_by_days,
        )
        import_registrations(demo.id, folder / "registrations.csv")


@contextmanager
def _dated(source: Path, first_day: date) -> Iterator[Path]:
    """A copy of the folder with its days filled in."""

    def day(found: re.Match[str]) -> str:
        return str(first_day + timedelta(days=int(found[1]) - 1))

    with TemporaryDirectory() as folder:
        for path in source.iterdir():
            if path.suffix in (".csv", ".toml"):
                (Path(folder) / path.name).write_text(_DAY.sub(day, path.read_text()))
            else:
                (Path(folder) / path.name).write_bytes(path.read_bytes())
        yield Path(folder)


@contextmanager
def _quietly() -> Iterator[None]:
    """The importers report what they change, which is known here."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def _mark_addresses(person: Person) -> None:
    """What no import can set on an address."""
    now = datetime.now(UTC)
    for address in person.unverified:
        AddressItem(
            account_key(person.account),
            address_key(address),
            shown=address,
            verified=False,
            added_at=now,
        ).save()
    for address in person.undeliverable:
        AddressItem(account_key(person.account), address_key(address)).update(
            [AddressItem.deliverable.set(False)], condition=AddressItem.pk.exists()
        )
