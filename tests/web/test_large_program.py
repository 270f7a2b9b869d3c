"""A long program on a phone: found, filtered, ticked, heard, and generated from anywhere in the list."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.web.conftest import Visit
from tests.web.people import address_of

PHONE = {"width": 390, "height": 844}
PAGE = "/conferences/long"
FIRST_DAY = date.today() - timedelta(days=20)
TRACKS, ROOMS = ("Practice", "Equity", "Programs"), ("Atrium", "Room 12")


@pytest.fixture(scope="module")
def program(ops: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two days, eight starts a day, two sessions at each: one of ninety minutes, one of thirty."""
    folder = tmp_path_factory.mktemp("long")
    lines = ["id,title,date,starts_at,ends_at,speakers,format,contact_minutes,track,room"]
    earned = ["session,credits"]
    for day, hour, place in product(range(2), range(9, 21), range(2)):
        minutes, name = (90, 30)[place], f"{day}-{hour}-{place}"
        ends = f"{hour + minutes // 60:02}:30"
        when = f"{FIRST_DAY + timedelta(days=day)},{hour:02}:00,{ends}"
        where = f"{TRACKS[hour % 3]},{ROOMS[place]}"
        lines.append(f"s-{name},Talk-{name},{when},Speaker-{hour},in_person,{minutes},{where}")
        earned += [f"s-{name},ethics:30"] if hour == 15 else []
    (folder / "schedule.csv").write_text("\n".join(lines) + "\n")
    (folder / "earned.csv").write_text("\n".join(earned) + "\n")
    (folder / "settings.toml").write_text('[[credit]]\nid = "ethics"\nlabel = "Ethics hours"\n')
    (folder / "registrations.csv").write_text(f"email,attendance\n{address_of('dana')},in_person\n")
    options = ("--id", "long", "--name", "A Long Conference", "--time-zone", "America/Chicago")
    ops("import-schedule", folder / "schedule.csv", *options)
    ops("conference", "long", "--file", folder / "settings.toml")
    overlay = ("--overlay", folder / "earned.csv")
    ops("import-schedule", folder / "schedule.csv", *options, *overlay)
    ops("import-registrations", "long", folder / "registrations.csv")
    return PAGE


@pytest.fixture
def page(visit: Visit, program: str) -> Iterator[Page]:
    opened = visit("dana", program, viewport=PHONE)
    opened.on("dialog", _nothing_is_asked)
    yield opened
    opened.remove_listener("dialog", _nothing_is_asked)


def _nothing_is_asked(_: Dialog) -> None:
    pytest.fail("asked something")


def _box(page: Page, title: str) -> None:
    page.locator(".row", has=page.get_by_role("heading", name=title)).get_by_role(
        "checkbox"
    ).check()


def _shown(page: Page) -> list[str]:
    return page.locator(".row:visible .title").all_inner_texts()


def test_find_in_the_bar_searches_by_title_speaker_room_and_track(page: Page) -> None:
    page.locator(".row").last.scroll_into_view_if_needed()
    page.get_by_role("button", name="Find", exact=True).click()
    search = page.get_by_role("searchbox", name="Find sessions")
    expect(search).to_be_focused()
    expect(search).to_be_in_viewport()
    for typed, count in (("talk-1-15", 2), ("speaker-9", 4), ("atrium", 24), ("equity room 12", 8)):
        search.fill(typed)
        expect(page.locator("#found")).to_have_text(f"{count} of 48 sessions shown")
        expect(page.locator(".row:visible")).to_have_count(count)


def test_filters_by_day_time_and_track_leave_what_fits_all_of_them(page: Page) -> None:
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Day", exact=True).select_option(index=2)
    page.get_by_label("Time", exact=True).select_option("Evening")
    page.get_by_label("Track", exact=True).select_option("Programs")
    expect(page.locator(".row:visible")).to_have_count(4)
    assert {title.split("-")[2] for title in _shown(page)} == {"17", "20"}
    expect(page.locator(".slot__head:visible")).to_have_text(["5:00 PM", "8:00 PM"])


def test_a_filter_by_credit_type_leaves_the_sessions_that_earn_it(page: Page) -> None:
    page.get_by_text("Filters", exact=True).click()
    credit = page.get_by_label("Credit type", exact=True)
    expect(credit.get_by_role("option")).to_have_text(["All types", "CEUs", "Ethics hours"])
    credit.select_option("Ethics hours")
    expect(page.locator("#found")).to_have_text("4 of 48 sessions shown")
    assert {title.split("-")[2] for title in _shown(page)} == {"15"}
    page.get_by_label("Day", exact=True).select_option(index=1)
    expect(page.locator(".row:visible")).to_have_count(2)
    page.get_by_role("link", name="Help", exact=True).first.click()
    page.go_back()  # the list is whole again, and so the filters are empty
    expect(page.locator(".row:visible")).to_have_count(48)
    expect(page.locator("#credit")).to_have_value("")


def test_time_slots_are_headings_and_rows_say_room_and_track(page: Page) -> None:
    heads = page.get_by_role("heading", level=3).filter(has_text="AM")
    expect(heads).to_have_text(["9:00 AM", "10:00 AM", "11:00 AM"] * 2)
    expect(page.locator(".row").nth(1)).to_contain_text("Speaker-9 · Atrium · Practice")


def test_an_overlap_is_a_link_to_the_other_session_and_described_at_its_checkbox(
    page: Page,
) -> None:
    _box(page, "Talk-0-9-0")
    _box(page, "Talk-0-10-1")
    first = page.locator(".row", has=page.get_by_role("heading", name="Talk-0-9-0"))
    expect(first.get_by_role("checkbox")).to_have_accessible_description(
        "9:00–10:30 AM · 90 min · Speaker-9 · Atrium · Practice Same time as “Talk-0-10-1”"
    )
    first.get_by_role("link", name="Talk-0-10-1").click()
    other = page.locator(".row", has=page.get_by_role("heading", name="Talk-0-10-1"))
    expect(other).to_be_in_viewport()
    expect(page.locator("#clashes")).to_contain_text("Talk-0-9-0 and Talk-0-10-1")
    page.get_by_label("Find sessions").fill("Talk-0-10-1")
    expect(first).to_be_hidden()
    other.get_by_role("link", name="Talk-0-9-0").click()
    expect(first).to_be_in_viewport()


def test_a_screen_reader_knows_every_session_without_scrolling(page: Page) -> None:
    expect(page.locator(".rows:not(.rows--laid-out)")).to_have_count(0)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "checkbox"
    ]
    attended = [name for name in names if name.startswith("Attended")]
    assert len(attended) == page.locator(".row [name=session]").count() == 48


def test_several_ticks_are_one_announcement(page: Page) -> None:
    page.evaluate(
        """window.said = [];
        for (const live of document.querySelectorAll("[role=status], [role=alert], [aria-live]"))
          new MutationObserver(() => said.push(live.textContent.trim()))
            .observe(live, {childList: true, characterData: true, subtree: true});"""
    )
    for hour in (9, 11, 13):
        _box(page, f"Talk-0-{hour}-1")
    expect(page.locator("#told")).to_have_text("Saved: 3 sessions, 1.50 contact hours.")
    page.wait_for_timeout(900)
    assert page.evaluate("said.filter(Boolean)") == ["Saved: 3 sessions, 1.50 contact hours."]


def test_generate_is_in_the_bar_and_the_confirmation_comes_first(page: Page) -> None:
    _box(page, "Talk-0-9-0")
    _box(page, "Talk-0-9-1")
    expect(page.locator("#clashes")).to_contain_text("overlap")
    button = page.get_by_role("button", name="Generate Certificate")
    page.locator(".row").first.scroll_into_view_if_needed()
    expect(button).to_be_in_viewport()
    button.click()
    expect(page.locator("#progress-head")).to_be_focused(timeout=10_000)
    download = page.get_by_role("link", name="Download PDF")
    expect(download).to_be_in_viewport(timeout=20_000)
    expect(page.locator("#clashes")).to_be_hidden()
    order = page.evaluate(
        "[...document.querySelectorAll('#progress .button, #progress .line, .row')]"
        ".slice(0, 1).map(e => e.textContent)"
    )
    assert order == ["Download PDF"]


def test_by_keyboard_generate_is_reached_without_passing_every_checkbox(page: Page) -> None:
    _box(page, "Talk-1-9-0")
    expect(page.locator("#state")).to_have_text("Saved")
    page.reload()
    _tab_to(page, "a.skip[href='#generate']")
    page.keyboard.press("Enter")
    _tab_to(page, "#go")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is too far")


def test_leaving_asks_nothing_while_unsaved_ticks_are_kept(page: Page, program: str) -> None:
    page.route("**/claim", lambda route: route.abort())
    _box(page, "Talk-1-11-0")
    expect(page.locator("#state")).to_contain_text("kept here")
    page.unroute("**/claim")
    page.goto(program)
    box = page.locator(".row", has=page.get_by_role("heading", name="Talk-1-11-0"))
    expect(box.get_by_role("checkbox")).to_be_checked()
    expect(page.locator("#state")).to_have_text("Saved")


def test_a_name_left_empty_is_said_at_its_field_which_has_the_focus(page: Page) -> None:
    _box(page, "Talk-1-13-0")
    name = page.get_by_label("Name to print")
    name.fill(" ")
    page.get_by_role("button", name="Generate Certificate").click()
    expect(name).to_be_focused()
    expect(page.locator("#name-error")).to_have_text("Enter the name to print on the certificate.")
    expect(name).to_have_attribute("aria-invalid", "true")
    assert str(Path(page.url).name) == "long"
