"""Every reason that a conference or a session is missing is shown, with what to do."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Visit


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Counseling Skills Week", "has not ended yet"),
        ("Careers in Counseling Fair", "has no sessions that offer CEU credit"),
        (
            "Lakes Regional Counselors' Meeting",
            "Your registration for this conference was cancelled",
        ),
        ("Prairie School Counselors' Conference 2021", "from before 2022"),
    ],
)
def test_a_conference_that_is_not_listed_says_why(visit: Visit, name: str, reason: str) -> None:
    page = visit("alice", "/conferences")
    expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    entry = page.locator(".reasons dt").filter(has_text=re.compile(f"^{re.escape(name)}, "))
    expect(entry).to_have_count(1)
    expect(entry.locator("+ dd")).to_contain_text(reason)


def test_a_conference_that_is_not_listed_says_why_under_its_own_address_too(visit: Visit) -> None:
    page = visit("alice", "/conferences/running")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This conference isn't available to claim"
    )
    expect(page.locator("main")).to_contain_text("has not ended yet")
    expect(page.get_by_role("link", name="Go to your conferences")).to_be_visible()


def test_a_conference_of_others_looks_like_one_that_does_not_exist(visit: Visit) -> None:
    page = visit("charlie", "/conferences/counselors")
    theirs = page.locator("main").inner_text()
    page.goto("/conferences/no-such-conference")
    assert page.locator("main").inner_text() == theirs
    expect(page.locator("main")).to_contain_text(
        "We can't find this conference under your verified email addresses."
    )


@pytest.mark.parametrize(
    ("person", "title", "reason"),
    [
        ("alice", "Lunch", "This session does not offer CEU credit."),
        (
            "alice",
            "Supervising interns: the first six weeks",
            "Your registration type does not include this session.",
        ),
        (
            "bob",
            "A comprehensive program on one page",
            "This session took place in person only, and your registration is for virtual "
            "attendance.",
        ),
        (
            "dana",
            "A comprehensive program on one page",
            "Your registration does not cover the date of this session.",
        ),
    ],
)
def test_a_session_that_is_not_shown_is_listed_below_with_its_reason(
    visit: Visit, person: str, title: str, reason: str
) -> None:
    page = visit(person, "/conferences/counselors")
    expect(page.locator(".row").get_by_role("heading", name=title, exact=True)).to_have_count(0)
    page.get_by_text(re.compile(r"Sessions you can.t claim")).click()
    group = page.locator(".hidden-ones h3").filter(has_text=reason)
    expect(group).to_be_visible()
    expect(group.locator("+ ul")).to_contain_text(title)


def test_search_and_filters_find_a_session_among_many(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    shown = page.locator(".row:visible")
    everything = shown.count()
    page.get_by_label("Find sessions").fill("renee opening")
    expect(shown).to_have_count(1)
    expect(page.locator("#found")).to_have_text(f"1 of {everything} sessions shown")
    shown.get_by_role("checkbox").check()
    for typed in (
        "lucja grief",
        "oster small",
        "d’angelo",
        "attended",
    ):  # each row says Attended On
        page.get_by_label("Find sessions").fill(typed)
        expect(shown).to_have_count(0 if typed == "attended" else 1)
    page.get_by_label("Find sessions").fill("")
    page.get_by_label("Selected only").check()
    expect(shown).to_have_count(1)
    page.get_by_label("Selected only").uncheck()
    page.get_by_label("Format", exact=True).select_option("virtual")
    expect(shown.first).to_contain_text("Virtual")
    page.get_by_label("Day", exact=True).select_option(index=2)
    expect(page.locator(".day:visible")).to_have_count(1)
    page.get_by_label("Find sessions").fill("nothing at all")
    expect(page.locator("#empty")).to_be_visible()
    page.get_by_role("button", name="Show all sessions").click()
    expect(shown).to_have_count(everything)
