"""Signing in as somebody of the demo, as they would."""

from playwright.sync_api import Page

from local.demo_people import PASSWORD, people


def address_of(person: str) -> str:
    """The address somebody of the demo signs in with."""
    return next(one.sign_in for one in people() if one.account == person)


def sign_in(page: Page, person: str) -> None:
    """As that person, whoever was signed in before."""
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_label("Email address").fill(address_of(person))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/conferences")
