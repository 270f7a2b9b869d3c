"""Olivia owns the spring conference, Ed edits it, Rita reads it; each in a browser, the passkey used."""

from typing import Any

import pytest

from chalicelib.domain.grant import Role
from samples import world
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.console import browser, give

OLIVIA, ED, RITA = "olivia@prairie.example", "ed@prairie.example", "rita@prairie.example"


@pytest.fixture
def team(people: None) -> None:
    kept_worlds.made("team", _team)


def _team() -> None:
    for account_id, name, address, role in (
        ("olivia", "Olivia Organizer", OLIVIA, Role.OWNER),
        ("ed", "Ed Editor", ED, Role.EDITOR),
        ("rita", "Rita Reader", RITA, Role.READER),
    ):
        world.enrol(account_id, name, address)
        give(account_id, role)


@pytest.fixture
def olivia(app: Any, team: None) -> Visitor:
    return browser(app, "olivia", fresh=True)


@pytest.fixture
def ed(app: Any, team: None) -> Visitor:
    return browser(app, "ed")


@pytest.fixture
def rita(app: Any, team: None) -> Visitor:
    return browser(app, "rita")
