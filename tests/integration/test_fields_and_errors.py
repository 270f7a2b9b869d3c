"""Where a form is refused: a summary that has the focus and links to its field, the message at it too."""

import re
from typing import Any

import pytest

from samples import world
from tests.support.browser import Page, Visitor
from tests.support.mail import inbox

PAGE = "/conferences/spring"


@pytest.fixture
def alice(app: Any, people: None) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(world.ALICE, world.PASSWORD).status == 303
    return visitor


def _points_to(page: Page, field: str, *, at_field: bool = True) -> None:
    summary = re.search(r'<div class="notice notice--bad[^>]*autofocus>.*?</div>', page.text, re.S)
    assert summary is not None
    assert "There is a problem" in summary[0]
    assert f'href="#{field}"' in summary[0]
    control = re.search(rf'<input[^>]* id="{field}"[^>]*>|<input id="{field}"[^>]*>', page.text)
    assert control is not None
    assert 'aria-invalid="true"' in control[0]
    if at_field:
        assert f"{field}-error" in control[0]
        assert f'<p class="error" id="{field}-error">' in page.text


def test_a_wrong_sign_in_is_said_above_keeps_the_address_and_shows_the_password(
    app: Any, people: None
) -> None:
    page = Visitor(app).sign_in(world.ALICE, "a wrong password")
    _points_to(page, "email", at_field=False)
    assert f'value="{world.ALICE}"' in page.text
    assert "Show password" in page.words
    assert "a wrong password" not in page.text


def test_an_address_that_is_none_is_said_at_its_field_and_kept(app: Any, people: None) -> None:
    visitor = Visitor(app)
    visitor.get("/reset-password")
    page = visitor.post("/reset-password", {"email": "alice at school"})
    _points_to(page, "email")
    assert 'value="alice at school"' in page.text


def test_a_name_left_empty_is_said_at_its_field(alice: Visitor) -> None:
    alice.get("/account")
    _points_to(alice.post("/account/name", {"name": "  "}), "name")
    alice.get(PAGE)
    fields = {"version": 0, "session": ["opening"], "do": "generate", "name": " "}
    _points_to(alice.post(PAGE, fields), "name")


def test_a_date_out_of_range_links_to_its_field(alice: Visitor) -> None:
    alice.get(PAGE)
    fields = {"version": 0, "session": ["opening", "online"], "on-online": "1999-01-01"}
    page = alice.post(PAGE, fields | {"do": "save"})
    target = re.search(r'<a href="#(d\d+)">', page.text)
    assert target is not None
    assert f'id="{target[1]}" name="on-online"' in page.text


def test_first_access_proposes_the_registrations_name(app: Any, people: None) -> None:
    world.register("new@school.example", name="Nadia Newcomer")
    visitor = Visitor(app)
    visitor.get("/reset-password")
    visitor.post("/reset-password", {"email": "new@school.example"})
    token = inbox("new@school.example")[-1].token
    assert 'value="Nadia Newcomer"' in visitor.get(f"/set-password/{token}").text
    page = visitor.post(f"/set-password/{token}", {"password": "short", "name": "Nadia N."})
    _points_to(page, "password")
    assert 'value="Nadia N."' in page.text


def test_deleting_the_account_is_in_red(alice: Visitor) -> None:
    page = alice.get("/account/delete")
    assert '<button class="button button--bad" type="submit">Delete my account' in page.text
