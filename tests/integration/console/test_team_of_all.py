"""The team of all conferences together: reached before there is a conference, its audit shown."""

import re
from typing import Any

import pytest

from chalicelib.domain.grant import EVERY, Role, role_at
from chalicelib.store.people import accounts
from samples import world
from tests.integration.console.conftest import OLIVIA
from tests.integration.console.test_doors import FILL, ROUTES
from tests.support.browser import Visitor
from tests.support.console import browser, give
from tests.support.mail import last_to

TEAM, AUDIT = "/console/~all/team", "/console/~all/audit"
MAX, NEW = "max@prairie.example", "nora@prairie.example"


@pytest.fixture
def manager(app: Any, aws: None) -> Visitor:
    """Max, who owns all conferences, of which there is none."""
    world.enrol("max", "Max Manager", MAX)
    give("max", Role.OWNER, EVERY)
    return browser(app, "max", fresh=True)


def _everywhere(account_id: str) -> Role | None:
    account = accounts.load(account_id)
    return role_at(account.grants, EVERY) if account else None


def test_an_owner_of_all_invites_before_there_is_a_conference(manager: Visitor) -> None:
    shown = manager.get("/console")
    assert "There is no conference yet" in shown.words
    assert f'href="{TEAM}"' in shown.text
    shown = manager.get(TEAM)
    assert "All conferences You are an owner" in shown.words
    assert f"{MAX} · Owner · since" in shown.words
    assert 'name="at"' not in shown.text
    done = manager.post(TEAM, {"email": NEW, "role": "editor"})
    assert done.location == f"{TEAM}?done=invited"
    assert "invited you to organize all conferences" in last_to(NEW).text
    [path] = re.findall(r'action="([^"]*/withdraw)"', manager.get(TEAM).text)
    assert manager.post(path).location == f"{TEAM}?done=withdrawn"
    assert NEW not in manager.get(TEAM).words


def test_roles_at_all_conferences_change_and_the_audit_says_so(app: Any, manager: Visitor) -> None:
    world.enrol("mia", "Mia", "mia@prairie.example")
    give("mia", Role.OWNER, EVERY)
    manager.get(TEAM)
    assert manager.post(f"{TEAM}/mia/role", {"role": "reader"}).status == 303
    assert _everywhere("mia") is Role.READER
    assert "/console/~all/team" in last_to(MAX).text
    assert manager.post(f"{TEAM}/max/remove").status == 409  # the only owner
    shown = manager.get(AUDIT)
    assert "Changed a role" in shown.words
    assert f"{MAX} ·" in shown.words
    assert "Times are UTC" in shown.words
    assert "No entries found" in manager.get(f"{AUDIT}?action=join").words
    mia = browser(app, "mia", fresh=True)
    assert mia.get(TEAM).status == 200
    assert "Audit" not in mia.get("/console").words
    assert (mia.get(AUDIT).status, mia.post(f"{TEAM}/max/remove").status) == (403, 403)
    assert manager.post(f"{TEAM}/mia/remove").location == f"{TEAM}?done=removed"
    assert _everywhere("mia") is None


def test_only_team_and_audit_are_there_for_all(app: Any, olivia: Visitor) -> None:
    world.enrol("max", "Max Manager", MAX)
    give("max", Role.OWNER, EVERY)
    manager = browser(app, "max", fresh=True)
    manager.get(TEAM)
    for method, path, _ in ROUTES:
        if "{conference_id}" not in path:
            continue
        for name, value in (FILL | {"{conference_id}": "~all"}).items():
            path = path.replace(name, value)
        if method == "GET":
            expected = 200 if path in (TEAM, AUDIT) else 404
            assert manager.get(path).status == expected, path
            assert olivia.get(path).status == 404, path
        elif not path.startswith(TEAM):
            assert manager.post(path).status == 404, path
    assert OLIVIA not in manager.get(TEAM).words
