"""One test for each sentence of the help page that this portal replaces, in its own words."""

import re
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import expect

from tests.support.local_portal import LocalPortal
from tests.web.claim import attended, attended_on, generate, is_saved, row
from tests.web.conftest import Visit
from tests.web.people import sign_in

KEYNOTE = "Opening keynote: The counselor who remembered my name"
RECORDED = "Anxiety in the testing room (online)"


def test_use_the_same_email_address_and_password_as_in_the_conference_app(
    visit: Visit, sign_ins: dict[str, Any]
) -> None:
    page = visit("alice", "/conferences")
    del sign_ins["alice"]  # this test ends it
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(
        page.get_by_text("Use the same email address and password as in the conference app")
    ).to_be_visible()
    page.get_by_label("Email address").fill("alice@school.example")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The email address or password is incorrect.")
    sign_in(page, "alice")
    expect(page.get_by_role("heading", level=1)).to_have_text("Conferences")


def test_choose_your_conference(visit: Visit) -> None:
    page = visit("alice", "/conferences")
    page.get_by_role("link", name="Prairie School Counselors' Conference", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Prairie School Counselors' Conference"
    )


def test_sessions_are_grouped_by_date_with_title_times_and_speakers(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    days = page.locator(".day__head")
    expect(days).to_have_count(3)
    expect(days.first).to_have_text(re.compile(r"^\w+day, \w+ \d+, \d{4}$"))
    first = page.locator(".day").first.locator(".row").first
    expect(first).to_contain_text(KEYNOTE)
    expect(first).to_contain_text("8:30–9:45 AM")
    expect(first).to_contain_text("Renée Okonkwo-Lindqvist")
    expect(row(page, RECORDED)).to_contain_text("Virtual")
    expect(row(page, "A comprehensive program on one page")).not_to_contain_text("irtual")


def test_check_attended_for_each_session_you_attended(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    is_saved(page)
    # The whole row selects, as does the box.
    row(page, "Small groups that end on time").get_by_role("heading").click()
    expect(attended(page, "Small groups that end on time")).to_be_checked()
    expect(page.locator("#sum-sessions")).to_have_text("2 sessions")
    expect(page.locator("#sum-hours")).to_have_text("2.25")
    expect(page.locator("#sum-ceus")).to_have_text("0.23")
    is_saved(page)
    page.reload()
    expect(page.get_by_role("checkbox", name=re.compile("^Attended"), checked=True)).to_have_count(
        2
    )


def test_attended_on_is_fixed_for_a_session_in_person(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, "Small groups that end on time").check()
    expect(row(page, "Small groups that end on time")).to_contain_text(
        re.compile(r"Attended On \w{3} \d+, \d{4}")
    )
    expect(attended_on(page, "Small groups that end on time")).to_have_count(0)


def test_set_attended_on_for_a_virtual_session_you_watched_later(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    field = attended_on(page, RECORDED)
    expect(field).to_be_hidden()
    attended(page, RECORDED).check()
    held = date.fromisoformat(field.input_value())
    expect(page.locator("#dates-left")).to_contain_text(RECORDED)
    field.fill(str(held + timedelta(days=3)))
    expect(page.locator("#dates-left")).to_be_hidden()
    is_saved(page)
    page.reload()
    expect(attended_on(page, RECORDED)).to_have_value(str(held + timedelta(days=3)))


def test_attended_on_can_be_neither_before_the_session_nor_in_the_future(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, RECORDED).check()
    field = attended_on(page, RECORDED)
    held = field.input_value()
    for wrong in (
        date.fromisoformat(held) - timedelta(days=1),
        date.fromisoformat(held) + timedelta(days=400),
    ):
        field.fill(str(wrong))
        field.blur()
        expect(page.locator("#notes")).to_contain_text("Choose a date from")
        expect(field).to_have_value(held)


def test_clear_attended_on_to_deselect_the_session(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, RECORDED).check()
    is_saved(page)
    attended_on(page, RECORDED).fill("")
    expect(attended(page, RECORDED)).not_to_be_checked()
    expect(attended(page, RECORDED)).to_be_focused()
    expect(page.locator("#sum-sessions")).to_have_text("0 sessions")
    is_saved(page)


def test_clear_all_deselects_every_session_and_can_be_undone(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    attended(page, RECORDED).check()
    attended_on(page, RECORDED).fill(str(date.today() - timedelta(days=2)))
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("#sum-sessions")).to_have_text("0 sessions")
    is_saved(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#sum-sessions")).to_have_text("2 sessions")
    expect(attended_on(page, RECORDED)).to_have_value(str(date.today() - timedelta(days=2)))
    is_saved(page)


def test_generate_certificate_at_the_foot_is_disabled_until_a_session_is_selected(
    visit: Visit,
) -> None:
    page = visit("alice", "/conferences/counselors")
    expect(generate(page)).to_be_disabled()
    expect(page.locator("#why")).to_have_text("Select at least one session you attended.")
    attended(page, KEYNOTE).check()
    expect(generate(page)).to_be_enabled()
    expect(page.locator("#why")).to_be_empty()


def test_the_certificate_is_sent_to_all_your_addresses_and_can_be_downloaded(
    visit: Visit, portal: LocalPortal
) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    foot = page.locator("#generate")
    for address in ("alice@school.example", "a.angstrom@district.example", "alice@home.example"):
        expect(foot).to_contain_text(address)
    expect(foot).not_to_contain_text("alice@university.example")
    before = len(portal.mails())
    generate(page).click()
    expect(page.locator("#progress")).to_contain_text("delivered", timeout=20_000)
    expect(page.locator("#progress .line--good")).to_have_count(3, timeout=20_000)
    assert {str(mail["To"]) for mail in portal.mails()[before:]} == {
        "alice@school.example",
        "a.angstrom@district.example",
        "alice@home.example",
    }
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"


def test_no_conferences_found(visit: Visit) -> None:
    page = visit("charlie", "/conferences")
    expect(page.get_by_role("heading", name="No conferences found")).to_be_visible()
    card = page.locator(".card")
    expect(card).to_contain_text("charlie@else.example")
    expect(card).to_contain_text("Did you register with another address?")
    card.get_by_role("link", name="Add an email address").click()
    expect(page).to_have_url(re.compile("/account$"))


def test_an_address_that_is_not_verified_does_not_count_yet(visit: Visit) -> None:
    page = visit("alice", "/conferences")
    expect(page.locator(".notice")).to_contain_text("alice@university.example isn't verified yet")
    page.goto("/help#email-addresses")
    expect(page.locator("#email-addresses")).to_be_in_viewport()


def test_look_in_the_junk_or_spam_folder(visit: Visit, made: str) -> None:
    page = visit("erin", "/help#not-receiving-emails", keep=True)
    expect(page.locator("#not-receiving-emails")).to_be_in_viewport()
    page.goto(made)
    expect(page.locator("#progress")).to_contain_text("junk or spam")
    expect(page.locator("#progress")).to_contain_text("allow email from ceu@conference.example")


def test_conferences_before_2022_are_on_the_older_site(visit: Visit) -> None:
    page = visit("charlie", "/conferences")
    links = page.get_by_role("link", name="older CEU site")
    assert links.count() >= 1
    assert "2022" in page.locator("main").inner_text()
