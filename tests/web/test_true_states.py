"""What the pages say of a claim, a certificate and an email is so, in a browser, sentence by sentence."""

import json
import re
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from chalicelib.domain.words import date_in_words
from local.demo_people import PASSWORD
from tests.support.local_portal import LocalPortal
from tests.web.axe import violations_in_both_schemes
from tests.web.claim import attended, generate, is_saved
from tests.web.conftest import Open, Visit, tables
from tests.web.people import address_of, sign_in

NAME, PAGE = "A Brief Conference", "/conferences/brief"
DAY = date.today() - timedelta(days=20)
SOON, OVER = date.today() + timedelta(days=9), date.today() - timedelta(days=3)
REASON = "It was made for another person."
NEWCOMER = "newcomer@school.example"
AT_WORK = "bob@work.example"
Ops = Callable[..., str]
Deadline = Callable[[date], None]


@pytest.fixture(scope="module")
def deadline(ops: Ops, tmp_path_factory: pytest.TempPathFactory) -> Deadline:
    """Sets the deadline of a conference of two sessions that Dana, Frank and a newcomer attended."""
    folder = tmp_path_factory.mktemp("brief")
    columns = "id,title,date,starts_at,ends_at,speakers,format,contact_minutes"
    rows = [f"s{n},Talk-{n},{DAY},{9 + n}:00,{10 + n}:00,Ada,in_person,50" for n in (1, 2)]
    (folder / "schedule.csv").write_text("\n".join([columns, *rows]) + "\n")
    registered = [
        f"{address_of(person)},,in_person" for person in ("alice", "dana", "frank", "grace")
    ]
    named = [f"{NEWCOMER},Nadia Newcomer,in_person", f"{AT_WORK},Bob Virtanen,in_person"]
    people = "\n".join(["email,name,attendance", *registered, *named])
    (folder / "people.csv").write_text(people + "\n")
    options = ("--id", "brief", "--name", NAME, "--time-zone", "America/Chicago")
    ops("import-schedule", folder / "schedule.csv", *options)
    ops("import-registrations", "brief", folder / "people.csv")

    def set_(day: date) -> None:
        (folder / "settings.toml").write_text(f"deadline = {day.isoformat()}\n")
        ops("conference", "brief", "--file", folder / "settings.toml")

    set_(SOON)
    return set_


def _card(page: Page) -> str:
    page.goto("/conferences")
    return page.locator(".card", has=page.get_by_role("link", name=NAME, exact=True)).inner_text()


def _made(page: Page) -> str:
    generate(page).click()
    expect(page.locator("#progress[data-finished=yes]")).to_be_visible(timeout=30_000)
    return str(page.locator("#progress").get_attribute("data-url")).removesuffix("/progress")


def test_a_card_says_the_deadline_the_number_to_claim_and_what_is_on_no_certificate(
    visit: Visit, deadline: Deadline
) -> None:
    deadline(SOON)
    page = visit("dana", PAGE)
    expect(page.locator("main")).to_contain_text(f"Claim by {date_in_words(SOON)}: after that day")
    card = _card(page)
    assert f"Claim by {date_in_words(SOON)}" in card
    assert "You can claim 2 sessions." in card
    page.goto(PAGE)
    attended(page, "Talk-1").check()
    is_saved(page)
    assert "1 session, 0.83 contact hours, 0.08 CEUs, not on a certificate yet." in _card(page)
    page.get_by_role("link", name=f"Finish and generate for {NAME}").click()
    expect(page.locator("#generate")).to_be_in_viewport()
    _made(page)
    assert "1 session, 0.83 contact hours, 0.08 CEUs, on your certificate of" in _card(page)
    page.goto(PAGE)
    attended(page, "Talk-2").check()
    is_saved(page)
    card = _card(page)
    assert "Selected now: 2 sessions, 1.67 contact hours, 0.17 CEUs." in card
    assert "Not on that certificate yet: 1 session added." in card


def test_after_the_deadline_ticks_are_frozen_and_documents_are_not(
    visit: Visit, deadline: Deadline
) -> None:
    deadline(SOON)
    page = visit("frank", PAGE)
    attended(page, "Talk-1").check()
    is_saved(page)
    deadline(OVER)
    page.reload()
    expect(page.locator(".notice--closed")).to_contain_text(
        f"Closed on {date_in_words(OVER)}. Your selection can't be changed anymore."
    )
    expect(attended(page, "Talk-1")).to_be_disabled()
    page.get_by_label("Name to print").fill("Frank Corrected")
    made = _made(page)
    expect(page.locator("#why")).to_be_empty()
    page.goto(made)
    expect(page.locator("main")).to_contain_text("Frank Corrected")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("status").first).to_contain_text("Wait a minute, then send it again.")
    assert f"Closed on {date_in_words(OVER)}" in _card(page)
    expect(page.locator(".card--closed")).to_have_count(1)
    assert violations_in_both_schemes(page) == []
    page.goto(PAGE)
    expect(page.locator("main")).to_contain_text("All times are Central Time.")
    assert violations_in_both_schemes(page) == []
    deadline(SOON)


def test_the_download_is_named_after_the_person_and_the_conference(visit: Visit, made: str) -> None:
    page = visit("erin", made, keep=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download PDF").click()
    file_name = download.value.suggested_filename
    assert (
        file_name
        == f"Erin-O-Dalaigh-Prairie-School-Counselors-Conference-certificate-{made[-4:]}.pdf"
    )


def test_not_ended_yet_says_when_it_will_open(visit: Visit) -> None:
    page = visit("alice", "/conferences", keep=True)
    words = r"You can select sessions and generate your certificate starting \w+ \d+, \d{4}\."
    expect(page.locator(".reasons")).to_contain_text(re.compile(words))


def test_a_revoked_certificate_says_so_to_its_holder_everywhere_and_by_email(
    visit: Visit, deadline: Deadline, ops: Ops, portal: LocalPortal
) -> None:
    deadline(SOON)
    page = visit("dana", PAGE)
    attended(page, "Talk-1").check()
    made = _made(page)
    public_id = made.rpartition("/")[2]
    ops("revoke", public_id, "--yes", "--may-reissue", "--reason", REASON)
    for path in ("/conferences", PAGE, "/certificates", made):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(REASON)
        expect(page.get_by_role("button", name="Send again")).to_have_count(0)
    assert violations_in_both_schemes(page) == []
    expect(page.locator("#progress")).to_contain_text("This certificate was revoked.")
    assert page.locator("main").inner_text().count(REASON) == 1
    expect(page.get_by_text("Correct it on")).to_have_count(0)
    expect(page.get_by_text("Anyone you give it to")).to_have_count(0)
    page.goto(PAGE)
    expect(generate(page)).to_be_enabled()
    ops("revoke", public_id, "--yes", "--reason", REASON)
    card = _card(page)
    assert "You can't generate another certificate for this conference." in card
    assert "You can claim" not in card
    assert "Claim by" not in card
    page.goto(PAGE)
    expect(generate(page)).to_be_disabled()
    for untrue in ("then generate your certificate", "We'll email it to", "you confirm that you"):
        expect(page.get_by_text(untrue)).to_be_hidden()
    assert violations_in_both_schemes(page) == []
    assert REASON in _told(portal, f"revoked your certificate {public_id}")


def _told(portal: LocalPortal, words: str) -> str:
    """The text of the email that says so, once it is there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        bodies = [mail.get_body(("plain",)) for mail in portal.mails()]
        for text in (body.get_content() for body in bodies if body):
            if words in text:
                return str(text)
        time.sleep(0.2)
    raise AssertionError(f"no email says {words!r}")


@pytest.mark.parametrize(
    ("person", "said", "advice"),
    [
        ("erin", "it can't receive email", "Check that it is spelled correctly and still in use"),
        ("frank", "was reported as spam", "Mark our email as not spam"),
        ("ivan", "the mailbox is full", "Free up space, then send your certificate again"),
        ("ha", "was returned or reported as spam", "Check that it is correct"),
    ],
)
def test_the_account_page_says_why_email_came_back_and_what_to_do(
    visit: Visit, made: str, person: str, said: str, advice: str
) -> None:
    page = visit(person, "/conferences/counselors", keep=person == "erin")
    if person != "erin":  # hers is `made`, which other tests look at, too
        page.get_by_role("checkbox", name=re.compile("^Attended")).first.check()
        _made(page)
    page.goto("/account")
    expect(page.locator(".line--bad")).to_contain_text(said)
    expect(page.locator(".line--bad")).to_contain_text(advice)


@pytest.mark.parametrize("person", ["erin"])
def test_the_account_page_advises_by_what_the_mailbox_said(
    visit: Visit, made: str, portal: LocalPortal, person: str
) -> None:
    page = visit(person, "/account", keep=True)
    for sub_type, said, advice in (
        ("NoEmail", "There is no mailbox with this address.", "Check it for typing mistakes."),
        ("ContentRejected", "A filter blocked", "Ask your IT help desk to allow email from"),
        ("Suppressed", "Our email service blocks this address", "ask us to unblock this one"),
        ("General", "it can't receive email", "Check that it is spelled correctly"),
    ):
        _returned_as(portal, person, sub_type)
        page.reload()
        expect(page.locator(".line--bad")).to_contain_text(said)
        expect(page.locator(".line--bad")).to_contain_text(advice)


def _returned_as(portal: LocalPortal, person: str, sub_type: str) -> None:
    """As if the report about the returned email had given this cause."""
    table = tables(portal).Table("ceu-local-accounts")
    key = {"pk": f"ACCOUNT#{person}", "sk": "ADDRESS#bounce@simulator.amazonses.com"}
    mailbox = json.loads(str(table.get_item(Key=key)["Item"]["mailbox"]))
    mailbox["causes"] = dict.fromkeys(mailbox["causes"], sub_type)
    table.update_item(
        Key=key,
        UpdateExpression="SET mailbox = :mailbox",
        ExpressionAttributeValues={":mailbox": json.dumps(mailbox)},
    )


def test_where_nobody_can_be_sent_to_there_is_no_send_again(visit: Visit) -> None:
    page = visit("ha", "/conferences/counselors")
    page.get_by_role("checkbox", name=re.compile("^Attended")).first.check()
    page.goto(_made(page))
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
    expect(page.get_by_role("button", name="Send again")).to_have_count(0)
    expect(page.locator("#progress")).to_contain_text("so it can't be sent again")


def test_only_who_could_have_watched_later_is_asked_for_the_date(visit: Visit) -> None:
    hybrid = "Ask the licensing board"
    for person, asked in (("erin", False), ("bob", True)):
        page = visit(person, "/conferences/counselors", keep=person == "erin")
        attended(page, hybrid).check()
        expect(page.locator("#dates-left")).to_be_visible(visible=asked)


def test_rounding_is_explained_in_one_line_beside_the_totals(visit: Visit) -> None:
    page = visit("alice", "/conferences/winter", keep=True)
    expect(page.locator("#generate")).to_contain_text(
        "Contact hours count only full steps of 15 minutes"
    )


def test_a_form_sent_after_signing_out_was_not_saved_and_keeps_what_was_typed(
    opened: Open,
) -> None:
    page = opened()
    page.goto("/account")
    _sign_in(page, address_of("charlie"))
    page.get_by_label("Your name").fill("Charlie Typed")
    page.context.clear_cookies(name=re.compile("sign-in"))
    page.get_by_role("button", name="Save name").click()
    expect(page.get_by_role("alert")).to_contain_text("so this was not saved")
    assert violations_in_both_schemes(page) == []
    _sign_in(page, address_of("charlie"))
    expect(page.locator("main")).to_contain_text("wasn't saved, and we kept it")
    assert violations_in_both_schemes(page) == []
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_label("Your name")).to_have_value("Charlie Typed")
    page.get_by_label("Your name").fill("Charlie Again")
    sign_in(page.context.new_page(), "charlie")  # in another tab, which ends what this page was for
    page.get_by_role("button", name="Save name").click()
    expect(page.locator("main")).to_contain_text("You're signed in as charlie@")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_label("Your name")).to_have_value("Charlie Again")


def _sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_wrong_sign_in_is_summed_up_above_with_the_focus_and_the_password_can_be_shown(
    opened: Open,
) -> None:
    page = opened()
    page.goto("/sign-in")
    _sign_in(page, "nobody@school.example", "a wrong password")
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    assert violations_in_both_schemes(page) == []
    summary.get_by_role("link").click()
    email = page.get_by_label("Email address")
    expect(email).to_be_focused()
    expect(email).to_have_value("nobody@school.example")
    password = page.get_by_label("Password", exact=True)
    page.get_by_label("Show password").check()
    expect(password).to_have_attribute("type", "text")


def test_first_access_proposes_the_registrations_name_and_verifying_says_what_was_found(
    opened: Open, portal: LocalPortal, deadline: Deadline, visit: Visit
) -> None:
    page = opened()
    page.goto("/reset-password")
    page.get_by_label("Email address").fill(NEWCOMER)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    assert violations_in_both_schemes(page) == []
    page.goto(_mailed(portal, NEWCOMER, r"(/set-password/\S+)"))
    expect(page.get_by_label("Your name")).to_have_value("Nadia Newcomer")
    assert violations_in_both_schemes(page) == []
    page = visit("bob", "/account", keep=True)
    found = _verify(page, portal, "bob@nowhere.example")
    expect(found).to_contain_text("We found no registration under it.")
    found = _verify(page, portal, AT_WORK)
    expect(found).to_contain_text("We found:")
    found.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def _verify(page: Page, portal: LocalPortal, address: str) -> Locator:
    """Add an address and enter the code emailed to it; what the page says then."""
    page.get_by_label("Add an address").fill(address)
    page.get_by_role("button", name="Add address").click()
    proof = page.get_by_label("Your password")
    if proof.count():
        proof.fill(PASSWORD)
        page.get_by_role("button", name="Confirm and continue").click()
    page.get_by_label("Code").fill(_mailed(portal, address, r"\b(\d{6,8})\b"))
    page.get_by_role("button", name=f"Verify {address}").click()
    return page.get_by_role("status").first


def _mailed(portal: LocalPortal, to: str, pattern: str) -> str:
    for mail in reversed(portal.mails()):
        body = mail.get_body(("plain",))
        found = re.search(pattern, body.get_content()) if str(mail["To"]) == to and body else None
        if found:
            return found[1]
    raise AssertionError(f"no such email to {to}")


def test_deleting_the_account_is_in_red(visit: Visit) -> None:
    page = visit("charlie", "/account/delete", keep=True)
    red = page.get_by_role("button", name="Delete my account").evaluate(
        "b => getComputedStyle(b).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert red[0] > 2 * max(red[1], red[2])
