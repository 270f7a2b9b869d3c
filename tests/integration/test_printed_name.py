"""Rule 10: a name is printed whole, or refused where it is typed, with its letters named."""

from typing import Any

import pytest

from samples import world
from tests.support.browser import Visitor
from tests.support.client import Portal
from tests.support.mail import last_to

# Javanese and cuneiform: no face that certificates are set in has them.
CANNOT = "ꦄꦤ Prihatin"
LETTERS = "ꦄ (U+A984), ꦤ (U+A9A4)"


@pytest.mark.parametrize("name", ["Zoë Ångström", "Лия Иванова", "ნინო ბერიძე", "आराध्या शर्मा"])
def test_names_that_are_printed_whole_are_taken(alice: Portal, name: str) -> None:
    assert alice.call("PATCH", "/v1/account", {"name": name}).json["name"] == name


def test_a_name_with_other_letters_is_refused_and_changes_nothing(alice: Portal) -> None:
    answer = alice.call("PATCH", "/v1/account", {"name": CANNOT})
    [error] = answer.json["errors"]
    assert (answer.status, error["field"], error["code"]) == (422, "name", "unprintable")
    assert (
        error["message"] == f"Certificates can't print {LETTERS}. Enter the name in other letters."
    )
    assert alice.call("GET", "/v1/account").json["name"] == "Alice Ångström"


def test_generate_makes_nothing_under_such_a_name(alice: Portal) -> None:
    alice.claim("spring", "opening")
    answer = alice.generate("spring", name=CANNOT)
    assert (answer.status, answer.json["errors"][0]["code"]) == (422, "unprintable")
    assert alice.call("GET", "/v1/certificates").json["certificates"] == []


def test_generate_says_so_of_a_name_that_was_imported(app: Any, people: None) -> None:
    world.enrol("dewi", CANNOT, "dewi@school.example")
    world.register("dewi@school.example")
    dewi = Portal(app)
    dewi.sign_in("dewi@school.example", world.PASSWORD)
    dewi.claim("spring", "opening")
    assert LETTERS in dewi.generate("spring").json["detail"]
    assert dewi.generate("spring", name="Dewi Prihatin").status == 202


def test_a_first_password_keeps_its_link_when_the_name_is_refused(app: Any, people: None) -> None:
    world.register("dewi@school.example")
    dewi = Portal(app)
    dewi.call("POST", "/v1/access", {"email": "dewi@school.example"})
    body = {"token": last_to("dewi@school.example").token, "password": "five gray herons wading"}
    refused = dewi.call("POST", "/v1/access/password", {**body, "name": CANNOT})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "name")
    taken = dewi.call("POST", "/v1/access/password", {**body, "name": "Dewi Prihatin"})
    assert taken.json["account"]["name"] == "Dewi Prihatin"


def test_pages_say_it_at_the_field_and_keep_what_was_typed(app: Any, people: None) -> None:
    alice = Visitor(app)
    alice.sign_in(world.ALICE, world.PASSWORD)
    alice.get("/account")
    account = alice.post("/account/name", {"name": CANNOT})
    alice.get("/conferences/spring")
    fields = {"session": ["opening"], "version": "0", "name": CANNOT, "do": "generate"}
    claim = alice.post("/conferences/spring", fields)
    for page in (account, claim):
        assert page.status == 422
        assert f"Certificates can't print {LETTERS}." in page.words
        assert 'aria-invalid="true"' in page.text
        assert f'value="{CANNOT}"' in page.text
