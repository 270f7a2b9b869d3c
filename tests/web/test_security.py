"""The walks of a person who looks after their account: by keyboard, on a phone, without an axe finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from boto3.dynamodb.conditions import Attr, Key
from playwright.sync_api import CDPSession, Page, expect

from local.demo_people import PASSWORD
from tests.support.local_portal import LocalPortal
from tests.web.axe import violations_in_both_schemes
from tests.web.conftest import Open, tables
from tests.web.hands import with_authenticator
from tests.web.people import address_of, sign_in
from tests.web.test_access import WIDEST, _tab_to

PERSON = "frank"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(opened: Open) -> Iterator[Open]:
    """`phone()`: a browser on a phone, with an authenticator of its own, where nobody is signed in."""
    authenticators: list[CDPSession] = []

    def open_page(verified: bool = True, **options: Any) -> Page:
        page = opened(viewport=PHONE, **options)
        authenticators.append(with_authenticator(page, verified))
        return page

    yield open_page
    for authenticator in authenticators:
        authenticator.detach()


def _fine(page: Page) -> None:
    """Nothing that axe finds in light or dark, nothing cut off at the side."""
    assert violations_in_both_schemes(page) == []
    assert page.evaluate(WIDEST) == 0


def _press(page: Page, selector: str) -> None:
    _tab_to(page, selector)
    page.keyboard.press("Enter")


def _forget_proof(portal: LocalPortal) -> None:
    """As if eleven minutes had gone by since the last proof."""
    table = tables(portal).Table("ceu-local-accounts")
    before = (datetime.now(UTC) - timedelta(minutes=11)).strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    for item in table.scan(FilterExpression=Attr("proved_at").exists())["Items"]:
        table.update_item(
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression="SET proved_at = :before",
            ExpressionAttributeValues={":before": before},
        )


def test_a_passkey_from_the_first_to_the_last_by_keyboard(phone: Open, portal: LocalPortal) -> None:
    page = phone()
    sign_in(page, PERSON)
    page.goto("/account")
    _press(page, "a[href$='/account/passkeys']")
    expect(page.get_by_text("You have no passkeys yet.")).to_be_visible()
    _fine(page)
    _press(page, "main .button")
    # Adding one could lock its person out, so it is asked who they are.
    expect(page.get_by_role("heading", name="Confirm it's you")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey instead")).to_have_count(0)
    _fine(page)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    expect(page.get_by_text("This browser can't create passkeys")).to_be_hidden()
    _fine(page)
    _tab_to(page, "#name")
    page.keyboard.type("My phone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The passkey was added.")
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    _fine(page)
    assert "My phone" in str(portal.mails()[-1].get_body(("plain",)))

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    _fine(page)
    _press(page, "[data-passkey] button")
    page.wait_for_url("**/conferences")

    page.goto("/account/passkeys")
    expect(page.get_by_text("last used")).to_be_visible()
    _press(page, "details:nth-of-type(2) summary")
    _fine(page)
    _press(page, "form[action$='/remove'] button")
    # A sign-in is no proof, not even one by passkey; a passkey given for it is.
    expect(page.get_by_role("heading", name="Confirm it's you")).to_be_visible()
    _fine(page)
    _press(page, "[data-passkey] button")
    expect(page.get_by_role("status")).to_contain_text("The passkey was removed.")
    expect(page.get_by_text("You have no passkeys yet.")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    _press(page, "[data-passkey] button")
    expect(page.get_by_role("alert")).to_contain_text("The passkey could not be used.")
    _fine(page)


def test_a_device_that_does_not_know_its_person_is_told_and_the_password_goes_on(
    phone: Open,
) -> None:
    page = phone(verified=False)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "The passkey was not used. Try again, or use your password."
    )
    _fine(page)
    sign_in(page, PERSON)


def test_without_scripts_no_passkey_is_offered_and_the_page_says_why(phone: Open) -> None:
    page = phone(java_script_enabled=False)
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in(page, PERSON)
    page.goto("/account/passkeys")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm and continue").click()
    expect(page.get_by_text("This browser can't create passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Create passkey")).to_be_hidden()


def test_an_address_in_place_of_a_name_leads_to_the_name(phone: Open, portal: LocalPortal) -> None:
    page = phone(base_url=portal.url.replace("localhost", "127.0.0.1"))
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    link = page.get_by_role("link", name="Sign in with a passkey at localhost")
    assert link.get_attribute("href") == f"{portal.url}/sign-in"
    sign_in(page, PERSON)  # all else goes on here
    page.goto("/account/passkeys")
    page.get_by_role("link", name="Add a passkey at localhost").click()
    page.wait_for_url(re.compile(f"^{portal.url}/sign-in[?]next=.*passkeys$"))


def test_devices_are_listed_and_ended_one_and_all(phone: Open) -> None:
    here, there = phone(), phone()
    for page in (here, there):
        sign_in(page, PERSON)
    sign_in(here, PERSON)
    here.get_by_role("button", name="Sign out").click()
    sign_in(here, PERSON)
    here.goto("/account")
    devices = here.locator("#devices + ul > li")
    expect(devices.filter(has_text="(this browser)")).to_have_count(1)
    others = devices.count() - 1
    assert others >= 1
    _fine(here)
    _press(here, "form[action*='/devices/'] button")
    expect(here.get_by_role("status")).to_contain_text("That device was signed out.")
    expect(devices).to_have_count(others)
    while here.locator("form[action*='/devices/']").count():
        here.locator("form[action*='/devices/'] button").first.click()
        expect(here.get_by_role("status")).to_contain_text("That device was signed out.")
    there.goto("/account")
    there.wait_for_url("**/sign-in?**")
    expect(there.get_by_text("You were signed out.")).to_be_visible()
    sign_in(there, PERSON)
    here.goto("/account")
    _press(here, "form[action$='/sign-out-everywhere'] button")
    here.wait_for_url("**/sign-in?**")
    _fine(here)
    there.goto("/account")
    there.wait_for_url("**/sign-in?**")


def test_proof_is_asked_given_and_ends(phone: Open, portal: LocalPortal) -> None:
    address = "frank.new@home.example"
    page = phone()
    sign_in(page, PERSON)
    page.goto("/account")
    _tab_to(page, "#address")
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.locator("#proof")).to_be_focused()
    _fine(page)
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This isn't your current password.")
    _fine(page)
    _tab_to(page, "#proof")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    # It goes on with what was typed before.
    expect(page.get_by_role("heading", name=address)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("We emailed you a code.")
    card = page.locator("article", has_text=address)
    card.get_by_role("button", name="Remove").click()  # at once: the proof is a moment old
    expect(page.get_by_role("status")).to_contain_text("The address was removed.")
    _forget_proof(portal)
    _tab_to(page, "#address")
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Confirm it's you")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name=address)).to_have_count(0)


def test_a_removal_is_confirmed_or_undone_from_the_emails_about_it(
    phone: Open, portal: LocalPortal
) -> None:
    page = phone()
    sign_in(page, "charlie")  # nothing of his is emailed elsewhere
    _age(portal, "charlie")
    for address in ("charlie@first.example", "charlie@second.example"):
        _add_and_remove(page, portal, address)
    page.goto(_link(portal, address_of("charlie"), "confirm-removal"))
    expect(page.locator("main")).to_contain_text("Did you remove charlie@second.example")
    assert violations_in_both_schemes(page) == []
    _press(page, "main .button")
    expect(page.get_by_role("status")).to_contain_text("is confirmed")
    _fine(page)
    page.goto(_link(portal, "charlie@second.example", "restore-address"))
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    page.goto(_link(portal, "charlie@first.example", "restore-address"))
    assert violations_in_both_schemes(page) == []
    _press(page, "main .button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a password")
    page.goto("/account")  # every sign-in ended
    page.wait_for_url("**/sign-in?**")


def _add_and_remove(page: Page, portal: LocalPortal, address: str) -> None:
    page.goto("/account")
    page.get_by_label("Add an address").fill(address)
    page.get_by_role("button", name="Add address").click()
    if page.get_by_label("Your password").count():
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm and continue").click()
    page.goto(_link(portal, address, "account/verify"))
    _fine(page)
    page.get_by_role("button", name="Verify it").click()
    hers = page.locator("article", has=page.get_by_role("heading", name=address))
    hers.locator("summary").click()
    hers.get_by_role("button", name=f"Remove {address}").click()
    expect(page.get_by_role("status")).to_contain_text("The address was removed.")


def _link(portal: LocalPortal, to: str, where: str) -> str:
    """The path of the link in the last email to an address that has one there."""
    for mail in reversed(portal.mails()):
        body = mail.get_body(("plain",))
        text = str(body.get_content()) if body and str(mail["To"]) == to else ""
        if found := re.search(rf"/{where}/\S+", text):
            return found[0]
    raise AssertionError(f"no email to {to} leads to {where}")


def _age(portal: LocalPortal, person: str) -> None:
    """As if the person's addresses had been verified long ago."""
    table = tables(portal).Table("ceu-local-accounts")
    key = Key("pk").eq(f"ACCOUNT#{person}") & Key("sk").begins_with("ADDRESS#")
    for item in table.query(KeyConditionExpression=key)["Items"]:
        table.update_item(
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression="SET added_at = :before",
            ExpressionAttributeValues={":before": "2026-01-01T00:00:00.000000+0000"},
        )
