"""A certificate is followed without a reload, to its good end and to the others."""

import re

from playwright.sync_api import Page, expect

from tests.support.local_portal import LocalPortal
from tests.web.claim import attended, generate, is_saved
from tests.web.conftest import Visit

KEYNOTE = "Opening keynote: The counselor who remembered my name"
GROUPS = "Small groups that end on time"
SLOW = 20_000


def _made(visit: Visit, person: str) -> Page:
    page = visit(person, "/conferences/counselors")
    attended(page, KEYNOTE).check()
    generate(page).click()
    expect(page.locator("#progress")).to_be_visible()
    # A portal that is busy once is asked again.
    page.route("**/progress", lambda route: route.fulfill(status=503), times=1)
    expect(page.locator("#progress[data-finished=yes]")).to_be_visible(timeout=SLOW)
    return page


def test_a_mail_that_is_returned_says_so_and_what_to_do(visit: Visit, made: str) -> None:
    page = visit("erin", made, keep=True)
    progress = page.locator("#progress")
    expect(progress.locator(".line--good")).to_contain_text("erin@school.example Delivered")
    expect(progress.locator(".line--bad")).to_contain_text("Returned")
    expect(progress).to_contain_text("You can also add another address")
    expect(progress).to_contain_text("junk or spam")
    expect(progress.get_by_role("button", name="Send again")).to_be_visible()
    progress.get_by_role("link", name="your account page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_mail_that_is_returned_shows_without_a_reload(visit: Visit) -> None:
    progress = _made(visit, "ivan").locator("#progress")
    expect(progress).to_contain_text("our email reached none of your addresses")
    expect(progress.locator(".line--bad")).to_contain_text("Returned")
    expect(progress).to_contain_text("You can also add another address")


def test_an_address_that_the_mail_service_refuses_is_named(visit: Visit) -> None:
    progress = _made(visit, "grace").locator("#progress")
    expect(progress).to_contain_text("our email reached none of your addresses")
    expect(progress.locator(".line--bad")).to_contain_text("Could not be sent")
    expect(progress.get_by_role("link", name="Download PDF")).to_be_visible()
    progress.page.goto("/account")  # refused once is not undeliverable
    expect(progress.page.locator(".line--bad")).to_have_count(0)


def test_with_no_address_that_takes_mail_the_certificate_is_made_and_says_so(visit: Visit) -> None:
    page = visit("ha", "/conferences/counselors")
    expect(page.locator("#generate")).to_contain_text("None of your addresses can receive email")
    progress = _made(visit, "ha").locator("#progress")
    expect(progress).to_contain_text(
        "We couldn't email it: none of your addresses can receive email"
    )
    expect(progress.locator(".steps li").last).to_have_text("Sent: no")
    expect(progress.get_by_role("link", name="Download PDF")).to_be_visible()


def test_a_changed_selection_makes_a_certificate_that_replaces_the_first(visit: Visit) -> None:
    page = _made(visit, "bob")
    another = page.get_by_role("checkbox", name=re.compile("^Attended")).nth(1)
    another.check()
    changed = "You changed your selection after generating your certificate. Generate it again."
    expect(page.locator("#why")).to_have_text(changed)
    another.uncheck()
    expect(page.locator("#why")).to_be_empty()
    page.get_by_role("link", name="Open this certificate's page").click()
    first = page.url
    page.get_by_role("link", name="the conference's page").click()
    page.get_by_role("checkbox", name=re.compile("^Attended")).nth(1).check()
    page.get_by_label("Name to print").fill("Robert Virtanen, Ph.D.")
    generate(page).click()
    page.get_by_role("link", name="Open this certificate's page").click(timeout=SLOW)
    expect(page.locator("main")).to_contain_text("Robert Virtanen, Ph.D.")
    second = page.url
    page.goto(first)
    expect(page.locator("main")).to_contain_text("A newer certificate replaces this one")
    expect(page.locator("main")).to_contain_text("Bob Virtanen")
    page.goto("/certificates")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator(".card").first).to_contain_text("Robert Virtanen")
    expect(page.locator(".card").last).to_contain_text("Replaced by")
    page.locator(".card").last.get_by_role("link").nth(1).click()
    expect(page).to_have_url(second)


def test_sending_again_too_soon_says_to_wait(visit: Visit) -> None:
    page = _made(visit, "bob")
    page.get_by_role("link", name="Open this certificate's page").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("status").first).to_contain_text("Wait a minute")


def test_the_certificates_page_follows_by_itself(visit: Visit, portal: LocalPortal) -> None:
    page = visit("bob", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    is_saved(page)
    # What a browser without scripts would have sent.
    page.evaluate(
        "const b = document.getElementById('go'); const f = b.form;"
        "const i = Object.assign(document.createElement('input'),"
        "{type: 'hidden', name: 'do', value: 'generate'}); f.append(i); f.submit()"
    )
    page.wait_for_url(re.compile("/certificates/"))
    expect(page.locator("#progress-head")).to_have_text(
        "Your certificate was delivered.", timeout=SLOW
    )
    expect(page.get_by_role("button", name="Send again")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=KEYNOTE)).to_be_visible()
    assert str(portal.mails()[-1]["To"]) == "bob@home.example"
