"""Ticks are saved as they are made: with a second window, without a connection, and with overlaps."""

import json
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from chalicelib.domain.conference import Rounding
from chalicelib.domain.credit_totals import credit_totals
from chalicelib.domain.credit_type import CreditType, RoundPer
from chalicelib.domain.totals import credit
from chalicelib.web.claim_credits import credit_lines, script_policy
from tests.web.claim import attended, attended_on, generate, is_saved, row
from tests.web.conftest import Visit

KEYNOTE = "Opening keynote: The counselor who remembered my name"
GROUPS = "Small groups that end on time"
ONE_PAGE = "A comprehensive program on one page"
CHECKED = re.compile("^Attended")


def _selected(page: Page) -> int:
    return page.get_by_role("checkbox", name=CHECKED, checked=True).count()


def test_what_two_windows_select_is_kept_from_both(visit: Visit) -> None:
    one = visit("alice", "/conferences/counselors")
    other = visit("alice", "/conferences/counselors")
    attended(one, KEYNOTE).check()
    is_saved(one)
    attended(other, GROUPS).check()
    expect(other.locator("#notes")).to_contain_text("also changed in another window")
    is_saved(other)
    expect(attended(other, KEYNOTE)).to_be_checked()
    expect(other.locator("#sum-sessions")).to_have_text("2 sessions")
    one.reload()
    assert _selected(one) == 2


def test_what_one_window_deselects_stays_deselected(visit: Visit) -> None:
    one = visit("alice", "/conferences/counselors")
    attended(one, KEYNOTE).check()
    attended(one, GROUPS).check()
    is_saved(one)
    other = visit("alice", "/conferences/counselors")
    attended(one, KEYNOTE).uncheck()
    is_saved(one)
    attended(other, ONE_PAGE).check()
    expect(other.locator("#notes")).to_contain_text("One session changed here to match")
    is_saved(other)
    expect(attended(other, KEYNOTE)).not_to_be_checked()
    expect(attended(other, GROUPS)).to_be_checked()


def test_generate_in_a_window_that_is_behind_says_so_and_makes_nothing(visit: Visit) -> None:
    one = visit("alice", "/conferences/counselors")
    attended(one, KEYNOTE).check()
    is_saved(one)
    behind = visit("alice", "/conferences/counselors")
    attended(one, GROUPS).check()
    is_saved(one)
    generate(behind).click()
    expect(behind.locator("#why")).to_contain_text(
        "Your selection was also changed in another window"
    )
    expect(behind.locator("#sum-sessions")).to_have_text("2 sessions")
    expect(behind.locator("#progress")).to_have_count(0)
    generate(behind).click()
    expect(behind.locator("#progress")).to_be_visible()


def test_a_limit_on_generating_is_said_in_the_portals_words(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    is_saved(page)
    wait = "Too many attempts. Wait 41 seconds, then try again."
    page.route("**/certificates", lambda route: route.fulfill(status=429, json={"detail": wait}))
    generate(page).click()
    expect(page.locator("#why")).to_have_text(wait)


def test_a_lost_connection_keeps_the_ticks_and_saves_them_when_it_is_back(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    page.context.set_offline(True)
    attended(page, KEYNOTE).check()
    expect(page.locator("#state")).to_contain_text("No connection. Your changes are kept here")
    attended(page, GROUPS).check()
    generate(page).click()
    expect(page.locator("#why")).to_contain_text("Your certificate was not generated")
    page.context.set_offline(False)
    is_saved(page)
    other = visit("alice", "/conferences/counselors")
    assert _selected(other) == 2


def test_a_tick_made_before_the_script_came_is_saved_too(visit: Visit) -> None:
    page = visit("alice", "/help")
    held: list[Route] = []
    page.route("**/claim.js", lambda route: held.append(route))
    page.goto("/conferences/counselors", wait_until="commit")
    attended(page, KEYNOTE).check()
    page.wait_for_timeout(200)
    held[0].continue_()
    is_saved(page)
    other = visit("alice", "/conferences/counselors")
    assert _selected(other) == 1


def test_what_a_form_could_not_save_is_saved_by_the_script_that_finds_it(visit: Visit) -> None:
    plain = visit("alice", "/help")
    plain.route("**/*.js", lambda route: route.abort())
    plain.goto("/conferences/counselors")
    one = visit("alice", "/conferences/counselors")
    attended(one, KEYNOTE).check()
    is_saved(one)
    attended(plain, GROUPS).check()
    plain.unroute("**/*.js")
    plain.get_by_role("button", name="Save selection").click()
    expect(plain.get_by_role("alert").first).to_contain_text("also changed in another window")
    is_saved(plain)
    one.reload()
    expect(attended(one, GROUPS)).to_be_checked()


def test_a_tick_taken_back_at_once_is_saved_too(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    attended(page, KEYNOTE).uncheck()
    is_saved(page)


def test_a_server_that_fails_is_asked_again(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    page.route("**/claim", lambda route: route.fulfill(status=503, body="busy"), times=1)
    attended(page, KEYNOTE).check()
    expect(page.locator("#state")).to_contain_text("kept here")
    is_saved(page)


def test_ticks_that_could_not_be_saved_outlive_the_page(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    page.route("**/claim", lambda route: route.abort())
    attended(page, KEYNOTE).check()
    expect(page.locator("#state")).to_contain_text("kept here")
    page.on("dialog", lambda _: pytest.fail("asked whether to leave"))
    page.unroute("**/claim")
    page.reload()
    expect(attended(page, KEYNOTE)).to_be_checked()
    is_saved(page)


def test_a_sign_in_that_ended_keeps_the_ticks_until_one_is_back(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    attended(page, KEYNOTE).check()
    expect(page.locator("#state")).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="sign in again")).to_be_visible()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.on("dialog", lambda _: pytest.fail("asked whether to leave"))
    page.reload()
    expect(attended(page, KEYNOTE)).to_be_checked()
    is_saved(page)


def test_a_page_kept_open_over_the_deadline_leads_to_what_was_saved(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    over = "Claims for this conference closed on November 20, 2026."
    error = {"field": "conference", "code": "claims_closed", "message": over}
    answer = {"detail": over, "errors": [error]}
    page.route("**/claim", lambda route: route.fulfill(status=422, json=answer))
    attended(page, KEYNOTE).check()
    expect(page.locator("#state")).to_contain_text(f"Not saved: {over}")
    generate(page).click()
    expect(page.locator("#why")).to_have_text(
        "We couldn't save your selection, so your certificate was not generated."
    )
    page.evaluate("localStorage.clear()")
    page.get_by_role("link", name="Show what was saved").click()
    expect(page.locator("#sum-sessions")).to_have_text("0 sessions")


def test_a_program_that_changed_while_the_page_was_open_is_said(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")

    def longer(route: Route) -> None:
        answer = route.fetch()
        changed = {"contact_hours": "9.00", "contact_minutes": 540}
        route.fulfill(response=answer, json=answer.json() | changed)

    changed = "The program changed since you opened this page."
    page.route("**/claim", longer, times=1)
    attended(page, KEYNOTE).check()
    expect(page.locator("#notes")).to_contain_text(changed)
    expect(page.locator("#sum-hours")).to_have_text("9.00")
    attended(page, GROUPS).check()
    is_saved(page)
    expect(page.locator("#notes")).to_be_hidden()
    page.route("**/certificates", longer, times=1)
    generate(page).click()
    expect(page.locator("#notes")).to_contain_text(
        f"{changed} Your certificate has it as it is now."
    )
    page.get_by_role("link", name="Show it as it is now").click()
    expect(page.locator("#notes")).to_be_hidden()


def test_what_another_window_selected_of_a_newer_program_stays_selected(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    theirs = {"version": 1, "selections": [{"session_id": "new", "attended_on": "2026-03-06"}]}
    page.route("**/claim", lambda route: route.fulfill(status=409, json={"claim": theirs}), times=1)
    with page.expect_request(lambda request: '"version":1' in (request.post_data or "")) as sent:
        attended(page, KEYNOTE).check()
    kept = [one["session_id"] for one in sent.value.post_data_json["selections"]]
    assert sorted(kept) == ["new", "opening"]


def test_generate_without_an_answer_does_not_say_that_nothing_was_made(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    is_saved(page)

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/certificates", lost, times=1)
    generate(page).click()
    expect(page.locator("#why")).to_contain_text("your certificate may be on its way. Press again")
    generate(page).click()
    expect(page.locator("#progress")).to_be_visible()
    page.goto("/certificates")
    expect(page.locator("main .card")).to_have_count(1)


def test_two_sessions_at_the_same_time_are_marked_on_both_rows(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, ONE_PAGE).check()
    attended(page, GROUPS).check()
    expect(row(page, ONE_PAGE)).to_contain_text(f"Same time as “{GROUPS}”")
    expect(row(page, GROUPS)).to_contain_text(f"Same time as “{ONE_PAGE}”")
    expect(page.locator("#clashes")).to_contain_text("Check that you attended both.")
    expect(generate(page)).to_be_enabled()
    attended(page, KEYNOTE).check()  # over before the others begin
    expect(page.locator(".clash:visible")).to_have_count(2)
    attended(page, GROUPS).uncheck()
    expect(page.locator(".clash:visible")).to_have_count(0)


def test_where_overlaps_are_blocked_generate_says_which(visit: Visit) -> None:
    page = visit("alice", "/conferences/winter")
    rows = page.locator(".row")
    first, second = (rows.nth(place).get_by_role("heading").inner_text() for place in (0, 1))
    attended(page, first).check()
    attended(page, second).check()
    expect(generate(page)).to_be_disabled()
    expect(page.locator("#why")).to_contain_text(f"“{first}” and “{second}” overlap")
    is_saved(page)
    page.reload()
    expect(page.locator("#why")).to_contain_text(f"“{first}” and “{second}” overlap")
    # The recording of the second was watched today: no overlap any more.
    field = attended_on(page, second)
    field.fill(field.get_attribute("max") or "")
    expect(generate(page)).to_be_enabled()


def test_hours_are_counted_as_the_conference_counts_them(visit: Visit) -> None:
    page = visit("alice", "/conferences/winter")
    boxes = page.get_by_role("checkbox", name=CHECKED)
    boxes.nth(0).check()  # 50 minutes, in quarters of an hour, down
    expect(page.locator("#sum-hours")).to_have_text("0.75")
    expect(page.locator("#sum-ceus")).to_have_text("0.0")
    is_saved(page)
    expect(page.locator("#sum-hours")).to_have_text("0.75")
    page.reload()
    expect(page.locator("#sum-hours")).to_have_text("0.75")


def test_the_pages_figures_are_the_servers(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    roundings = [
        Rounding(places, 4 - places, increment)
        for places in range(5)
        for increment in (None, 7, 15, 60)
    ]
    asked = [
        (minutes, r) for r in roundings for minutes in (0, 1, 3, 15, 20, 57, 123, 2999, 65_535)
    ]
    script = page.locator("script[type=module]").get_attribute("src") or ""
    answered = page.evaluate(
        "async ([url, cases]) => { const { credit } = await import(url);"
        " return cases.map(([m, hours, ceus, increment]) => credit(m, {hours, ceus, increment})); }",
        [
            script.replace("claim.js", "sums.js"),
            [[m, r.hours_places, r.ceus_places, r.increment_minutes or 0] for m, r in asked],
        ],
    )
    expected = [credit(minutes, rounding) for minutes, rounding in asked]
    assert answered == [{"hours": str(c.hours), "ceus": str(c.ceus)} for c in expected]


def test_a_name_that_cannot_be_printed_is_told_beside_it_and_makes_nothing(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    is_saved(page)
    page.get_by_label("Name to print").fill("ꦄ Prihatin")
    generate(page).click()
    expect(page.locator("#name-error")).to_contain_text("Certificates can't print ꦄ (U+A984).")
    expect(page.get_by_label("Name to print")).to_be_focused()
    expect(page.get_by_label("Name to print")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Name to print").fill("Alice Prihatin")
    generate(page).click()
    expect(page.locator("#progress-head")).to_be_visible(timeout=20_000)
    expect(page.locator("#name-error")).to_be_hidden()


def test_the_pages_figures_of_credit_types_are_the_servers(visit: Visit) -> None:
    page = visit("alice", "/conferences/counselors")
    chance = random.Random(4242)
    cases = [(_any_type(chance), _any_sessions(chance)) for _ in range(600)]
    script = page.locator("script[type=module]").get_attribute("src") or ""
    answered = page.evaluate(
        "async ([url, cases]) => { const { creditOf } = await import(url);"
        " return cases.map(([type, list]) =>"
        " creditOf(type, list.map(([minutes, later]) => ({ minutes, later })))); }",
        [
            script.replace("claim.js", "sums.js"),
            [(json.loads(script_policy([type_]))[0], sessions) for type_, sessions in cases],
        ],
    )
    for (type_, sessions), said in zip(cases, answered, strict=True):
        totals = credit_totals([type_], [((("nbcc", m),), later) for m, later in sessions])
        (line,) = credit_lines([type_], totals)
        assert said == {"amount": line.amount, "capped": line.capped}, (type_, sessions)


def _any_type(chance: random.Random) -> CreditType:
    places = chance.randrange(5)
    cap = Decimal(chance.randrange(1, 10**places * 12)) / 10**places
    return CreditType(
        "nbcc", "NBCC", minutes_per_unit=chance.choice((1, 7, 50, 60, 600, 6000)), places=places,
        increment_minutes=chance.choice((None, 1, 7, 15, 60)), cap=chance.choice((None, cap)),
        round_per=chance.choice(tuple(RoundPer)), live=chance.random() < 0.5,
    )  # fmt: skip


def _any_sessions(chance: random.Random) -> list[tuple[int, bool]]:
    lengths = (0, 1, 15, 20, 45, 50, 57, 75, 90, 480)
    return [
        (chance.choice(lengths), chance.random() < 0.3) for _ in range(chance.choice((0, 1, 4, 60)))
    ]


def test_live_or_recording_is_said_saved_and_counted(
    visit: Visit, ops: Callable[..., str], tmp_path: Path
) -> None:
    page = visit("bob", "/conferences/institute")
    title = "Screening for suicide risk in ten minutes"
    said, earned = row(page, title).get_by_label("Attended as"), page.locator("[data-of=suicide]")
    attended(page, title).check()
    expect(said).to_have_value("live")
    expect(earned.last).to_have_text("1.25")
    said.select_option("recording")  # watched on the evening of the same day
    expect(earned.last).to_have_text("0.00")
    is_saved(page)
    page.reload()
    expect(said).to_have_value("recording")
    expect(earned.last).to_have_text("0.00")
    field = attended_on(page, title)
    day = field.input_value()
    said.select_option("live")
    field.fill(field.get_attribute("max") or "")
    expect(said).to_have_value("recording")
    said.select_option("live")  # what was live was on its date
    expect(field).to_have_value(day)
    expect(earned.last).to_have_text("1.25")
    is_saved(page)
    # After the deadline rows have no fields, and Generate leaves the figures as they are.
    said.select_option("recording")
    is_saved(page)
    _deadline(ops, tmp_path, f"{date.today() - timedelta(days=3)}")
    try:
        page.reload()
        generate(page).click()
        expect(page.locator("#progress-head")).to_be_visible(timeout=20_000)
        expect(generate(page)).to_be_enabled()
        expect(page.locator("#why")).to_have_text("")
        expect(earned.last).to_have_text("0.00")
    finally:
        _deadline(ops, tmp_path, '"none"')


def _deadline(ops: Callable[..., str], folder: Path, day: str) -> None:
    (folder / "settings.toml").write_text(f"deadline = {day}\n")
    ops("conference", "institute", "--file", folder / "settings.toml")
