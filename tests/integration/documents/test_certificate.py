import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from chalicelib.documents import certificate
from chalicelib.documents.certificate import RenderFailed, render
from chalicelib.domain.conference import Paper, Provider, ProviderNumber, Rounding
from chalicelib.domain.credit_totals import credit_totals
from chalicelib.domain.credit_type import CreditType
from samples import snapshots
from tests.integration.documents import reading

ROOT = Path(__file__).resolve().parents[3]


def _read(pdf: bytes, tmp_path: Path) -> pypdf.PdfReader:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    return pypdf.PdfReader(file)


@pytest.mark.parametrize("script", snapshots.SCRIPTS)
def test_names_and_titles_of_every_script_are_found_in_the_text(script: str) -> None:
    title, name = snapshots.SCRIPTS[script]
    session = snapshots.session(title=title, speakers=(name, "Bob Stone"))
    made = render(snapshots.snapshot([session], name=name, conference_name=f"{title} 2026"))
    assert made.missing_glyphs == ()
    text = reading.folded(reading.text_of(made.pdf))
    # pdftotext puts what stands on either side of a colon in the order of the page, not the script's.
    for part in title.split(":"):
        assert text.count(reading.folded(part)) == 3
    assert text.count(reading.folded(name)) == 3 + 1  # and at the foot


@pytest.mark.parametrize("name", ["مُحَمَّد بنُ عَبْدِ اللهِ", "שָׁלוֹם עֲלֵיכֶם", "Ẹ̀kọ́ Adéwálé"])
def test_vowel_marks_and_accents_of_a_name_are_printed(name: str) -> None:
    made = render(snapshots.snapshot(1, name=name))
    assert made.missing_glyphs == ()
    assert set(reading.folded(name)) <= set(reading.folded(reading.text_of(made.pdf)))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [1, 12, 60])
def test_a_certificate_is_sound_on_either_paper(count: int, paper: Paper, tmp_path: Path) -> None:
    made = render(snapshots.on_paper(snapshots.snapshot(count), paper))
    assert "No syntax or stream encoding errors" in reading.checked(made.pdf, tmp_path)
    assert reading.words_outside_their_page(made.pdf) == []
    assert reading.fonts_not_embedded(made.pdf) == []
    pages = _read(made.pdf, tmp_path).pages
    assert len(pages) == made.pages
    size = {Paper.LETTER: (612, 792), Paper.A4: (595.28, 841.89)}[paper]
    assert [float(v) for v in pages[0].mediabox[2:]] == pytest.approx(size[::-1], abs=0.01)
    for page in pages[1:]:
        assert [float(v) for v in page.mediabox[2:]] == pytest.approx(size, abs=0.01)


def test_each_page_tells_the_certificate_and_how_many_pages_there_are() -> None:
    made = render(snapshots.snapshot(60))
    pages = reading.text_of(made.pdf).split("\f")[:-1]
    assert made.pages == len(pages) > 2
    assert "Page" not in pages[0]
    assert pages[0].count(snapshots.PUBLIC_ID) == 2  # the ID, and the address that ends with it
    for number, page in enumerate(pages[1:], start=1):
        assert f"Page {number} of {made.pages - 1}" in page
        assert f"Certificate ID {snapshots.PUBLIC_ID}" in page
        for whose in ("Alice Ångström", "Midwest School Counselors Association", "No. 4242"):
            assert whose in page


def test_a_board_finds_what_it_asks_for() -> None:
    later = snapshots.session(5, title="Recorded")
    assert later.attended_on > later.day
    listed = [snapshots.session(3, title="Live", contact_minutes=1275), later]
    text = reading.text_of(render(snapshots.snapshot(listed)).pdf, "-layout")
    squeezed = " ".join(text.split())
    for wanted in (
        "Alice Ångström", "attended 2 sessions of", "March 6–8, 2026 · Chicago, Illinois",
        "22.50 contact hours", "2.25 CEUs", "1,350 contact minutes",
        "Attendance is reported by the participant", "Issued Thursday, April 2, 2026",
        "Dr. Dana Whitfield", "Director of Professional Development", "NBCC ACEP No. 4242",
        "Texas SBEC No. 500-123", "has been approved by NBCC", "ceu@mwsca.example",
        "On the session's date 1,275 21.25 2.13", "Later, from a recording 75 1.25 0.12",
        "Total 1,350 22.50 2.25", "In person", "Hybrid", "online", "recording", "Mar 22, 2026",
        "11:15 AM–12:30 PM", "CST", "CDT", "Central Time",
        f"https://ceu.example.org/verify/{snapshots.PUBLIC_ID}",
    ):  # fmt: skip
        assert wanted in squeezed, wanted


def test_what_nobody_configured_is_not_printed() -> None:
    bare = reading.text_of(render(snapshots.snapshot(1, provider=Provider(), location="")).pdf)
    for absent in ("No.", "approved", "Director", "None", "@", "Whitfield", " · ·"):
        assert absent not in bare


def test_hours_that_count_in_steps_say_so() -> None:
    quarter = Rounding(increment_minutes=15)
    text = reading.text_of(render(snapshots.snapshot(1, rounding=quarter)).pdf)
    assert "steps of 15 minutes, rounded down" in " ".join(text.split())


def test_a_phone_reads_the_address_off_the_page(tmp_path: Path) -> None:
    made = snapshots.snapshot(1)
    assert reading.scanned(render(made).pdf, tmp_path) == [made.verify_url]


def test_the_document_tells_its_title_language_and_parts(tmp_path: Path) -> None:
    reader = _read(render(snapshots.snapshot(12, name="Zoë 山田")).pdf, tmp_path)
    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate of Attendance: Spring Counselors’ Conference"
    assert reader.metadata.author == "Midwest School Counselors Association"
    assert reader.metadata.subject == "Zoë 山田: 15.00 contact hours"
    assert reader.metadata.creation_date == snapshots.snapshot(1).issued_at
    assert reader.root_object["/Lang"] == "en"
    parts = [(part.title, reader.get_destination_page_number(part)) for part in reader.outline]
    assert parts == [("Certificate of Attendance", 0), ("Transcript", 1)]


def test_the_same_snapshot_gives_the_same_bytes_in_any_process_and_zone() -> None:
    code = (
        "import hashlib; from samples import snapshots as s;"
        "from chalicelib.documents.certificate import render;"
        "print(hashlib.sha256(render(s.snapshot(20)).pdf).hexdigest())"
    )
    here = snapshots.snapshot(20)
    render(snapshots.snapshot(3, name="山田太郎"))  # what went before must not show
    digests = {hashlib.sha256(render(here).pdf).hexdigest() for _ in range(2)}
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}
        environment |= {"TZ": zone, "LANG": "tr_TR.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_another_name_gives_other_bytes() -> None:
    assert render(snapshots.snapshot(1)).pdf != render(snapshots.snapshot(1, name="Bob")).pdf


def test_a_certificate_that_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "MAX_SECONDS", 0.01)
    with pytest.raises(RenderFailed, match="longer than"):
        render(snapshots.snapshot(200))


def test_a_row_taller_than_a_page_goes_on_over_the_next() -> None:
    crowd = tuple(f"Speaker Number {number}" for number in range(500))
    made = render(snapshots.snapshot([snapshots.session(speakers=crowd, title="W" * 500)]))
    text = reading.folded(reading.transcript_of(made.pdf))
    assert made.pages <= 8
    assert reading.words_outside_their_page(made.pdf) == []
    for name in crowd:
        assert reading.folded(name) in text


def test_no_part_of_an_overfull_certificate_leaves_its_place(tmp_path: Path) -> None:
    provider = replace(
        snapshots.PROVIDER, name="Provider " * 22, contact="contact " * 37,
        approval_statement="Statement words " * 62, signatory_name="Signer " * 28,
        signatory_role="Role " * 40,
        numbers=tuple(ProviderNumber("Label long " * 4, str(n) * 20) for n in range(8)),
    )  # fmt: skip
    made = snapshots.snapshot(
        1, name="W" * 200, conference_name="Wide " * 40, location="L" * 200, provider=provider
    )
    rendered = render(made)
    assert rendered.pages == 2
    assert reading.words_outside_their_page(rendered.pdf) == []
    assert reading.scanned(rendered.pdf, tmp_path) == [made.verify_url]
    first = reading.text_of(rendered.pdf).split("\f")[0]
    assert first.count("W") == 200 + 40
    assert first.count("words") == 62


def test_a_zone_without_a_name_is_told_by_its_offset() -> None:
    dubai = datetime(2026, 3, 6, 9, tzinfo=ZoneInfo("Asia/Dubai"))
    session = snapshots.session(starts_at=dubai, ends_at=dubai + timedelta(hours=1))
    assert "UTC+04" in reading.text_of(render(snapshots.snapshot([session])).pdf)


def test_a_conference_over_the_turn_of_the_year_reads_right() -> None:
    text = reading.text_of(
        render(
            snapshots.snapshot(
                1, starts_on=date(2025, 12, 30), ends_on=date(2025, 12, 30) + timedelta(days=4)
            )
        ).pdf
    )
    assert "December 30, 2025 – January 3, 2026" in text


def test_the_participants_word_is_printed_with_its_date() -> None:
    words = "On April 2, 2026, the participant confirmed that they attended each session"
    said = " ".join(reading.text_of(render(snapshots.snapshot(2, attested=True)).pdf).split())
    assert words in said
    # A certificate from before anybody was asked says nothing of the kind.
    assert "confirmed" not in reading.text_of(render(snapshots.snapshot(2)).pdf)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [1, 3, 6])
def test_credit_types_are_columns_up_to_three_and_else_below_the_title(
    count: int, paper: Paper, tmp_path: Path
) -> None:
    types = [
        CreditType(
            f"t{n}", f"Type {n} hours", number=f"No. {n}77", statement=f"Board {n} approved."
        )
        for n in range(count)
    ]
    listed = [
        replace(each, credits=tuple((type_.id, 60) for type_ in types))
        for each in snapshots.some_sessions(12)
    ]
    totals = credit_totals(types, [(s.credits, s.attended_on > s.day) for s in listed])
    made = snapshots.snapshot(listed, credit_types=tuple(types), credits=totals)
    rendered = render(snapshots.on_paper(made, paper))
    assert reading.words_outside_their_page(rendered.pdf) == []
    assert "No syntax or stream encoding errors" in reading.checked(rendered.pdf, tmp_path)
    text = " ".join(reading.text_of(rendered.pdf, "-layout").split())
    for n in range(count):
        for wanted in (f"12.00 Type {n} hours", f"No. {n}77", f"Board {n} approved."):
            assert wanted in text, wanted
    assert ("Type 0 hours 60 min" in text) == (count > 3)
