"""How certificates look: what is entered, the sample beside it, and what comes of it."""

import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalicelib.aws import clients, storage, stored_images
from chalicelib.domain.conference import BuiltIn, Paper, Policies, Provider, ProviderNumber
from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.grant import Role
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.claims import conferences
from chalicelib.store.claims.conferences import StoredConference
from samples import world
from tests.integration.console.looks import LOOK, PATH, credit, last_entry, png
from tests.support.browser import Page, Visitor
from tests.support.changed_settings import settings_with
from tests.support.client import Portal, run_consumer
from tests.support.console import browser, give
from tests.support.tables import everything


def stored() -> StoredConference:
    found = conferences.load("spring")
    assert found
    return found


def revision() -> dict[str, str]:
    return {"revision": str(stored().revision)}


def addresses(page: Page) -> list[str]:
    """Where the sample is: its two pages as images, and the PDF."""
    return [
        unescape(one) for one in re.findall(r'(?:src|href)="([^"]*/look/samples/[^"]*)"', page.text)
    ]


def sample(visitor: Visitor, page: Page) -> str:
    """The words of the sample's PDF."""
    pdf = visitor.get(addresses(page)[-1])
    assert pdf.status == 303
    [key] = re.findall(r"looks/spring/[0-9a-f]{64}\.pdf", pdf.location)
    body = clients.s3().get_object(Bucket=settings().imports_bucket, Key=key)["Body"].read()
    pages = PdfReader(BytesIO(body)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_look_is_saved_with_its_reason_and_every_later_certificate_has_it(
    ed: Visitor, alice: Portal, app: object
) -> None:
    assert "Sample Participant" in sample(ed, ed.get(PATH))
    fields = {**LOOK, **revision(), **credit(1, number="4242"), "why": "The board wrote."}
    images = {"provider.logo": png(), "provider.signature_image": png("black")}
    assert ed.post_with_files(PATH, fields, images).location == f"{PATH}?done=saved"
    conference = stored().conference
    provider, policies = conference.provider, conference.policies
    assert (provider.name, provider.paper) == ("Prairie Counselors", Paper.A4)
    assert provider.numbers == (ProviderNumber("NBCC ACEP No.", "4242"),)
    assert policies.printed == (BuiltIn.CLOCK_HOURS,)
    assert policies.credit_types == (
        CreditType("nbcc", "NBCC clock hours", increment_minutes=15, number="4242"),
    )
    assert stored_images.get_image(provider.logo) != stored_images.get_image(
        provider.signature_image
    )
    assert stored().sessions == tuple(
        sorted(world.spring_sessions(), key=lambda s: (s.day, s.starts_at))
    )
    entry = last_entry()
    assert (entry.action, entry.who, entry.why) == ("look", "account:ed", "The board wrote.")
    assert "provider: none → Prairie Counselors" in entry.facts["changes"]
    alice.claim("spring", "opening")
    made = alice.generate("spring").json["id"]
    run_consumer(app)
    words = PdfReader(BytesIO(storage.get_pdf(made))).pages[0].extract_text()
    assert "Prairie Counselors" in words
    assert "clock hour" in words


def test_the_sample_shows_what_is_typed_and_saves_none_of_it(ed: Visitor) -> None:
    ed.get(PATH)
    before = everything()
    typed = {**LOOK, **revision(), **credit(1, statement="As NBCC words it."), "do": "preview"}
    shown = ed.post_with_files(PATH, typed, {"provider.seal": png("red")})
    assert "As NBCC words it." in sample(ed, shown)
    assert 'value="Prairie Counselors"' in shown.text
    assert 'alt="The certificate' in shown.text
    # For the script: the sample alone.
    alone = ed.post_with_files(f"{PATH}/preview", typed)
    assert sample(ed, alone) == sample(ed, shown)
    assert "<h1" not in alone.text
    assert len(shown.text) < 40_000
    assert everything() | {"bucket": []} == before


def test_an_image_that_was_shown_is_saved_without_being_sent_again(ed: Visitor) -> None:
    ed.get(PATH)
    typed = {**LOOK, **revision()}
    shown = ed.post_with_files(PATH, typed | {"do": "preview"}, {"provider.logo": png()})
    [digest] = re.findall(r'name="provider.logo" value="(\w+)"', shown.text)
    ed.post_with_files(PATH, typed | {"provider.logo": digest}, {"provider.logo": b""})
    assert stored().conference.provider.logo == digest
    taken = {**LOOK, **revision(), "provider.logo": digest, "provider.logo.remove": "yes"}
    ed.post_with_files(PATH, taken)
    assert stored().conference.provider.logo == ""


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("logo", b"GIF89a\1\0\1\0", "This isn't a PNG or JPEG image."),
        ("seal", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is an SVG"),
        ("logo", png(size=(2001, 2)), "at most 2000 × 2000 pixels"),
        ("signature_image", png()[:60], "The image is damaged or cut off."),
        ("logo", b"\x89PNG" * 300_000, "at most 1 MB"),
    ],
)
def test_an_image_that_cannot_be_used_is_named_and_nothing_is_saved(
    ed: Visitor, name: str, data: bytes, sentence: str
) -> None:
    ed.get(PATH)
    before = everything()
    answer = ed.post_with_files(PATH, {**LOOK, **revision()}, {f"provider.{name}": data})
    assert answer.status == 422
    assert sentence in answer.words
    assert 'value="Prairie Counselors"' in answer.text
    assert everything() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"provider.name": "Adlam 𞤀"}, "A certificate can't print 𞤀 (U+1E900)."),
        ({"provider.numbers[1].label": ""}, "Number 1: This is empty."),
        ({"provider.approval_statement": "x" * 4001}, "at most 4000 are allowed"),
        ({"totals": "miles"}, "must be contact_hours, clock_hours or ceus"),
        (credit(1, id="NBCC"), "must be lower-case letters, digits and hyphens"),
        (credit(1, id=""), "Credit type 1, ID: This is empty."),
        (credit(1, cap="many"), "must be a number above 0"),
        (credit(1, places="9"), "“9” must be 4 or less."),
        (credit(1) | credit(2), "“nbcc” is used twice."),
        ({"provider.logo": "0" * 64}, "This image is no longer there. Choose it again."),
    ],
)
def test_what_settings_toml_refuses_is_refused_here_and_nothing_is_saved(
    ed: Visitor, fields: dict[str, str], sentence: str
) -> None:
    ed.get(PATH)
    before = everything()
    answer = ed.post_with_files(PATH, {**LOOK, **revision(), **fields})
    assert answer.status == 422
    assert sentence in answer.words
    assert "Nothing was saved." in answer.words
    assert everything() == before


def test_a_change_by_somebody_else_is_told_and_not_written_over(ed: Visitor) -> None:
    ed.get(PATH)
    mine = {**LOOK, **revision()}
    world.hold(world.spring(provider=Provider(name="Another name")))
    before = everything()
    answer = ed.post_with_files(PATH, mine)
    assert answer.status == 409
    assert "Someone else changed this conference" in answer.words
    assert "provider: Another name → Prairie Counselors" in answer.words
    assert everything() == before
    again = mine | {"revision": re.findall(r'name="revision" value="(\d+)"', answer.text)[0]}
    assert ed.post_with_files(PATH, again).status == 303
    assert stored().conference.provider.name == "Prairie Counselors"


def test_credit_types_come_from_presets_and_go_while_no_session_carries_them(ed: Visitor) -> None:
    ed.get(PATH)
    shown = ed.post_with_files(PATH, {**LOOK, "do": "add", "preset": "iacet"})
    assert 'value="IACET CEUs"' in shown.text
    assert 'value="600"' in shown.text
    dropped = ed.post_with_files(PATH, {**LOOK, **credit(1), "do": "drop-1"})
    assert 'value="NBCC clock hours"' not in dropped.text
    nbcc = (world.session("opening", credits=(("nbcc", 60),)),)
    world.hold(world.spring(policies=Policies(credit_types=(PRESETS[-1],))), nbcc)
    answer = ed.post_with_files(PATH, {**LOOK, **revision()})
    assert answer.status == 422
    assert "1 session carries “nbcc”." in answer.words


def test_a_look_can_be_chosen_before_there_is_a_schedule(ed: Visitor) -> None:
    world.hold(sessions=())
    assert "Sample session 1" in sample(ed, ed.get(PATH))


def test_a_reader_sees_the_look_and_changes_nothing(rita: Visitor) -> None:
    page = rita.get(PATH)
    assert page.status == 200
    assert '<fieldset class="bare" disabled>' in page.text
    assert "Save look" not in page.words
    assert rita.post_with_files(PATH, {**LOOK, **revision()}).status == 403
    assert rita.post_with_files(f"{PATH}/preview", LOOK).status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--AbC",
        b"--AbC\r\n\r\n\r\n--AbC--",
        b'--AbC\r\nX: y; name="\xff"\r\n\r\n\xff\r\n--AbC--',
    ],
)
def test_a_form_that_cannot_be_read_is_a_sentence(ed: Visitor, body: bytes) -> None:
    ed.get(PATH)
    answer = ed._send("POST", PATH, {"Content-Type": "multipart/form-data; boundary=AbC"}, body)
    assert answer.status in (400, 403)


def test_files_that_are_too_large_together_are_a_sentence(ed: Visitor) -> None:
    ed.get(PATH)
    answer = ed.post_with_files(PATH, dict(LOOK), {"provider.logo": b"x" * 4_600_000})
    assert answer.status == 413
    assert "too large together" in answer.words


def test_each_page_of_the_sample_is_an_image_of_its_own(
    app: object, ed: Visitor, rita: Visitor, alice: Portal
) -> None:
    ed.get(PATH)
    typed = ed.post_with_files(PATH, {**LOOK, **revision(), "do": "preview"})
    images = addresses(typed)[:2] + addresses(rita.get(PATH))[:2]
    shown = [rita.get(path) for path in images]
    for image in shown:
        assert (image.status, image.text[:4]) == (200, "<svg")
        assert image.headers["content-type"].startswith("image/svg+xml")
        assert image.headers["cache-control"] == "no-store"
        assert "script-src" not in image.headers["content-security-policy"]
        assert len(image.text) < 100_000
    assert len({image.text for image in shown}) == 4
    # To others it is what does not exist, and so is what was typed for another conference.
    for outsider in (browser(app, "alice"), browser(app, "charlie", fresh=True)):
        assert {outsider.get(path).status for path in images} == {404}
    world.hold(world.spring(id="fall"), ())
    give("ed", Role.EDITOR, "fall")
    elsewhere = images[0].replace("/spring/", "/fall/")
    assert ed.get(elsewhere.partition("?")[0]).status == 200
    assert ed.get(elsewhere).status == 404


@pytest.mark.parametrize("name", ["cover", "certificate?look=..", f"transcript?look={'0' * 64}"])
def test_a_sample_that_is_none_is_not_found(ed: Visitor, name: str) -> None:
    assert ed.get(f"{PATH}/samples/{name}").status == 404


def test_samples_are_counted_for_each_organizer(
    ed: Visitor, rita: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = settings_with(limit_samples=2)
    monkeypatch.setattr(throttle, "settings", lambda: few)
    path = f"{PATH}/samples/certificate"
    assert [ed.get(path).status for _ in range(3)] == [200, 200, 429]
    assert rita.get(path).status == 200
    assert ed.get(PATH).status == 200  # the form goes on
