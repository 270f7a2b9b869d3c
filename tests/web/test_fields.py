"""What is wrong is said above, with a link that has the focus, and at its field; what was typed stays."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from local.demo_people import PASSWORD
from tests.web.axe import violations_in_both_schemes
from tests.web.conftest import Open, Visit
from tests.web.people import sign_in

FREE = "document.querySelectorAll('main form').forEach(form => form.noValidate = true)"


class Wrong(NamedTuple):
    """A form with one field filled in wrong; `kept`: what is typed into it is shown again."""

    path: str
    label: str
    typed: str
    button: str
    says: str
    kept: bool = True


HERS = [
    Wrong("/account", "Add an address", "alice at school", "Add address", "@-sign"),
    Wrong("/account", "Your name", "ꦄ Prihatin", "Save name", "can't print ꦄ"),
    Wrong("/account", "Code", "000000", "Verify", "Send a new code.", kept=False),
    Wrong("/record/renewals", "Years between renewals", "90", "Save renewals", "how many years"),
]


@pytest.fixture
def alice(visit: Visit) -> Page:
    return visit("alice", "/help", keep=True)


@pytest.fixture
def stranger(opened: Open) -> Page:
    return opened()


def _is_said(page: Page, field_label: str, says: str) -> None:
    """Above with the focus, linked to the field, and at the field; axe finds nothing in either scheme."""
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(says)
    field = page.get_by_label(field_label, exact=True).first
    expect(field).to_have_attribute("aria-invalid", "true")
    assert says in field.evaluate(
        "field => field.getAttribute('aria-describedby').trim().split(/\\s+/)"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert violations_in_both_schemes(page) == []
    summary.get_by_role("link").first.click()
    expect(field).to_be_focused()


def _send(page: Page, wrong: Wrong, fill: Callable[[Page], None] = lambda _: None) -> None:
    page.goto(wrong.path)
    page.evaluate(FREE)  # as from a browser that checks less
    fill(page)
    page.get_by_label(wrong.label, exact=True).first.fill(wrong.typed)
    page.get_by_role("main").get_by_role("button", name=wrong.button).first.click()
    if page.get_by_role("heading", name="Confirm it's you").count():
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm and continue").click()


@pytest.mark.parametrize("wrong", HERS, ids=lambda wrong: wrong.label)
def test_a_problem_is_said_above_and_at_its_field_and_what_was_typed_stays(
    alice: Page, wrong: Wrong
) -> None:
    def named(page: Page) -> None:
        if wrong.path.endswith("renewals"):
            page.get_by_label("Name, such as Texas LPC").fill("Texas")
            page.get_by_label("Renew by").fill("2030-08-31")

    _send(alice, wrong, named)
    _is_said(alice, wrong.label, wrong.says)
    if wrong.kept:
        expect(alice.get_by_label(wrong.label, exact=True).first).to_have_value(wrong.typed)


def test_a_license_without_its_kind_is_said_at_the_kind_and_keeps_the_rest(alice: Page) -> None:
    alice.goto("/account/licenses")
    expect(alice.get_by_role("group")).to_have_count(1)  # one to fill in, not five
    alice.get_by_label("Board or state").fill("Iowa")
    alice.get_by_label("License number").fill("4711")
    alice.get_by_role("button", name="Save licenses").click()
    _is_said(
        alice, "License type, such as LPC", "Enter the board or state, the type, and the number."
    )
    expect(alice.get_by_label("Board or state")).to_have_value("Iowa")
    expect(alice.get_by_label("License number")).to_have_value("4711")


def test_a_record_that_ends_before_it_begins_is_said_at_the_date(alice: Page) -> None:
    alice.goto("/record")
    alice.get_by_label("From").fill("2026-05-01")
    alice.get_by_label("To", exact=True).fill("2025-05-01")
    alice.get_by_role("button", name="Show", exact=True).click()
    _is_said(alice, "From", "The start date is after the end date.")
    expect(alice.get_by_label("From")).to_have_value("2026-05-01")
    expect(alice.get_by_label("To", exact=True)).to_have_value("2025-05-01")


def test_a_wrong_password_for_a_change_is_said_at_its_field(stranger: Page) -> None:
    sign_in(stranger, "bob")
    stranger.goto("/account/passkeys")
    stranger.get_by_role("button", name="Add a passkey").click()
    stranger.get_by_label("Your password").fill("not my password")
    stranger.get_by_role("button", name="Confirm and continue").click()
    _is_said(stranger, "Your password", "This isn't your current password.")
    stranger.get_by_label("Your password").fill(PASSWORD)
    stranger.get_by_role("button", name="Confirm and continue").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Add a passkey")


def test_an_address_to_ask_a_link_for_that_is_none_is_said_at_its_field(stranger: Page) -> None:
    wrong = Wrong("/reset-password", "Email address", "alice at school", "Send me a link", "@-sign")
    _send(stranger, wrong)
    _is_said(stranger, wrong.label, wrong.says)
    expect(stranger.get_by_label(wrong.label)).to_have_value(wrong.typed)


def test_a_spent_link_is_no_fault_of_the_address(stranger: Page) -> None:
    stranger.goto("/set-password/spent")
    expect(stranger.get_by_role("alert")).to_contain_text("This link has already been used")
    assert stranger.get_by_label("Email address").get_attribute("aria-invalid") is None
    stranger.goto("/confirm-removal/spent")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This link no longer works")


def test_signing_out_everywhere_is_said_after_it(stranger: Page, sign_ins: dict[str, Any]) -> None:
    sign_ins.pop("bob", None)  # what other tests kept ends, too
    sign_in(stranger, "bob")
    stranger.goto("/account")
    stranger.get_by_role("button", name="Sign out everywhere").click()
    expect(stranger.get_by_role("status")).to_contain_text("You signed out everywhere")
