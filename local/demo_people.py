"""The people of the demo, and what signing in as each of them shows (local/demo/people.toml)."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

DEMO = Path(__file__).parent / "demo"
PASSWORD = "counselors-meet-in-march"  # noqa: S105 # nosec B105 # everybody's in the demo; printed at the start


class Person(BaseModel):
    """`unverified` are addresses added and never verified; `undeliverable` ones bounced before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str
    sign_in: str
    shows: str
    unverified: tuple[str, ...] = ()
    undeliverable: tuple[str, ...] = ()


def people() -> tuple[Person, ...]:
    """Everybody, the main demo sign-in first."""
    values = tomllib.loads((DEMO / "people.toml").read_text())
    return tuple(Person.model_validate(person) for person in values["person"])
