"""The tagged PDF: what a screen reader reads, and what archives and checkers find in it."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pdfua
import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

from chalicelib.documents.certificate import render
from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.conference import Paper
from chalicelib.domain.credit_totals import credit_totals
from chalicelib.domain.credit_type import CreditType
from chalicelib.wording import date_span, long_date, short_date
from samples import snapshots
from tests.integration.documents import reading, structure_reading


def _png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (20, 40, 90, 120)).save(out, "PNG")
    return out.getvalue()


def _of(count: int) -> Snapshot:
    return snapshots.snapshot(count)


RIGHT_TO_LEFT = snapshots.snapshot(
    [snapshots.session(n, title=t, speakers=(s,)) for n, (t, s) in enumerate(
        [snapshots.SCRIPTS["Hebrew"], ("ייעוץ", "علی\u200cرضا"), snapshots.SCRIPTS["Arabic"]], 1)],
    name="مُحَمَّد عَبْدِ اللهِ", conference_name="مؤتمر المرشدين 2026", location="دبي",
)  # fmt: skip
IMAGES = {"logo": _png((900, 90)), "first": _png((300, 80)), "second": _png((80, 300))}
IMAGES["seal"] = _png((200, 200))
PROVIDER_WITH_ALL = replace(
    snapshots.PROVIDER, logo="logo", signature_image="first", signature2_image="second",
    signatory2_name="Prof. Bob Šimek", signatory2_role="Chair of the Committee", seal="seal",
)  # fmt: skip


def _with_all(made: Snapshot, types: int) -> Snapshot:
    """The same with two signatures, a seal, and so many credit types that each session earns."""
    offered = [
        CreditType(
            f"t{n}", f"Type {n} hours", number=f"No. {n}77", statement=f"Board {n} approved."
        )
        for n in range(types)
    ]
    credits_ = tuple((type_.id, 60) for type_ in offered)
    listed = tuple(replace(session, credits=credits_) for session in made.sessions)
    totals = credit_totals(offered, [(s.credits, s.attended_on > s.day) for s in listed])
    return replace(made, sessions=listed, provider=PROVIDER_WITH_ALL,
                   credit_types=tuple(offered), credits=totals)  # fmt: skip


CASES = [_of(1), _of(12), _of(60), _of(300), RIGHT_TO_LEFT]
CASES += [_with_all(_of(12), 3), _with_all(_of(60), 5), _with_all(RIGHT_TO_LEFT, 2)]
NAMES = ["1", "12", "60", "300", "right to left"]
NAMES += ["12, all options", "60, all options", "right to left, all options"]


def verify_page(made: Snapshot) -> list[str]:
    """What the public page says of a certificate, in its order."""
    provider, totals = made.provider, made.totals
    issued = made.issued_at.astimezone(ZoneInfo(made.time_zone)).date()
    facts = [made.name, made.conference_name, date_span(made.starts_on, made.ends_on)]
    facts += [made.location]
    totals_said = [f"{totals.total.hours} contact hours", f"{totals.total.ceus} CEUs"]
    facts += [*totals_said, provider.contact]
    facts += [text for number in provider.numbers for text in (number.label, number.number)]
    facts += [long_date(issued), made.public_id, provider.approval_statement]
    for session in made.sessions:
        facts += [session.title, ", ".join(session.speakers), short_date(session.day)]
        facts += [short_date(session.attended_on), f"{session.contact_minutes:,}"]
        if len(made.credit_types) <= 3:
            facts += [f"{minutes:,}" for _, minutes in session.credits]
    for credit in (totals.on_date, totals.later, totals.total):
        facts += [f"{credit.minutes:,}", str(credit.hours), str(credit.ceus)]
    facts += [text for each in made.credits for text in (each.label, str(each.amount))]
    facts += [text for type_ in made.credit_types for text in (type_.label, type_.statement)]
    return facts


@pytest.mark.parametrize("made", CASES[5:], ids=NAMES[5:])
def test_pictures_and_both_signatories_are_read_in_their_order(made: Snapshot) -> None:
    said = _said(render(made, IMAGES).pdf)
    provider = made.provider
    wanted = [
        f"Signature of {provider.signatory_name}", provider.signatory_name, provider.signatory_role,
        f"Signature of {provider.signatory2_name}", provider.signatory2_name,
        provider.signatory2_role, f"Seal of {provider.name}", "QR code", made.public_id, "Transcript",
    ]  # fmt: skip
    at = -1
    for text in wanted:
        found = said.find(text, at + 1)
        assert found > at, (text, said[:900])
        at = found


def _said(pdf: bytes) -> str:
    return " ".join(structure_reading.read(pdf).tree.said().split())


@pytest.mark.parametrize("made", CASES, ids=NAMES)
def test_the_tree_says_what_the_public_page_says_in_its_order(made: Snapshot) -> None:
    said = _said(render(made, IMAGES).pdf)
    assert "\u200f" not in said
    at = 0
    for fact in verify_page(made):
        found = said.find(" ".join(fact.split()), at)
        assert found >= 0, (fact, said[at : at + 200])
        at = found + len(fact)


@pytest.mark.parametrize("made", CASES, ids=NAMES)
def test_everything_drawn_is_content_or_an_artifact(made: Snapshot) -> None:
    assert structure_reading.read(render(made, IMAGES).pdf).unmarked == []


def test_the_tree_has_headings_a_table_with_headers_figures_and_links() -> None:
    tree = structure_reading.read(render(_of(60)).pdf).tree
    assert tree.tag == "Document"
    headings = [(node.tag, node.text) for node in tree.walk() if node.tag in {"H1", "H2", "H3"}]
    assert headings == [("H1", "Certificate of Attendance"), ("H2", "Transcript")]
    sessions, totals = (node for node in tree.kids if node.tag == "Table")
    assert len(sessions.kids) == 61
    assert [cell.text for cell in sessions.kids[0].kids] == [
        "Session", "Conference day", "Time", "Format", "Attended on", "Minutes"
    ]  # fmt: skip
    assert {cell.attributes["Scope"] for cell in sessions.kids[0].kids} == {"/Column"}
    for row in [*sessions.kids[1:], *totals.kids[1:]]:
        assert [cell.tag for cell in row.kids] == ["TH"] + ["TD"] * (len(row.kids) - 1)
        assert row.kids[0].attributes["Scope"] == "/Row"
    figures = [node for node in tree.walk() if node.tag == "Figure"]
    assert [figure.alternative for figure in figures] == [
        f"QR code of this certificate’s page, {_of(1).verify_url}"
    ]
    links = [node for node in tree.walk() if node.tag == "Link"]
    assert len(links) == 3
    assert all(link.annotated for link in links)


def test_words_at_a_line_break_stay_apart() -> None:
    long = snapshots.session(title="Brief counseling in schools for those who have no time at all",
                             speakers=("Dana Speaker",))  # fmt: skip
    said = _said(render(snapshots.snapshot([long], conference_name="Wide " * 30 + "end")).pdf)
    assert f"{long.title} Dana Speaker" in said
    assert "Wide " * 30 + "end" in said


def test_each_script_tells_its_language() -> None:
    listed = [
        snapshots.session(n, title=title) for n, (title, _) in enumerate(SCRIPTS_SAID.values(), 1)
    ]
    tree = structure_reading.read(render(snapshots.snapshot(listed)).pdf).tree
    rows = next(node for node in tree.kids if node.tag == "Table").kids[1:]
    for language, row in zip(SCRIPTS_SAID, rows, strict=True):
        assert language in row.kids[0].languages


SCRIPTS_SAID = {
    "en": snapshots.SCRIPTS["Latin"], "el": snapshots.SCRIPTS["Greek"],
    "ru": snapshots.SCRIPTS["Cyrillic"], "ar": snapshots.SCRIPTS["Arabic"],
    "he": snapshots.SCRIPTS["Hebrew"], "ja": snapshots.SCRIPTS["Japanese"],
    "zh-Hans": snapshots.SCRIPTS["Chinese"], "ko": snapshots.SCRIPTS["Korean"],
}  # fmt: skip


@pytest.mark.parametrize("made", CASES, ids=NAMES)
def test_checkers_of_accessibility_find_nothing(made: Snapshot, tmp_path: Path) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(render(made, IMAGES).pdf)
    report = pdfua.validate(file)
    assert report.outcomes
    assert list(report.findings) == []


@pytest.mark.parametrize("made", CASES, ids=NAMES)
def test_a_checker_of_archives_finds_nothing_but_the_second_standard(made: Snapshot) -> None:
    # It knows no extension schema, which one file for two standards needs.
    with pikepdf.open(io.BytesIO(render(made, IMAGES).pdf)) as document:
        findings = pikepdf.pdfa.check(document, "2b").findings
    unknown = ("pdfuaid", "pdfaExtension", "pdfaSchema", "pdfaProperty")
    assert [f for f in findings if not any(name in f.message for name in unknown)] == []
    assert {f.rule for f in findings} == {"ISO_19005_2:6.6.2.3.1-1"}


def test_metadata_says_both_standards_and_the_same_as_the_information() -> None:
    made = snapshots.snapshot(3, name="Zoë <山田> & Co", conference_name="Q&A “2026”")
    with pikepdf.open(io.BytesIO(render(made, IMAGES).pdf)) as document:
        xmp = document.open_metadata()
        assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == (
            "1",
            "2",
            "B",
        )
        info = document.docinfo
        assert xmp["dc:title"] == str(info.Title) == "Certificate of Attendance: Q&A “2026”"
        assert xmp["dc:description"] == str(info.Subject) == "Zoë <山田> & Co: 3.75 contact hours"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"


@pytest.mark.parametrize(("count", "most"), [(12, 65_000), (300, 160_000)])
def test_tags_do_not_make_the_file_large(count: int, most: int) -> None:
    # One and a half times what it was without them.
    assert len(render(_of(count)).pdf) < most


@pytest.mark.parametrize(("paper", "axis"), [(Paper.LETTER, 396), (Paper.A4, 421)])
@pytest.mark.parametrize("types", [1, 3, 6])
def test_a_statement_of_three_boards_is_never_small_and_on_the_axis(
    types: int, paper: Paper, axis: float
) -> None:
    statements = " ".join([snapshots.PROVIDER.approval_statement] * 6)
    assert len(statements) > 1_044
    provider = replace(snapshots.PROVIDER, approval_statement=statements, paper=paper)
    rendered = render(replace(_with_all(_of(12), types), provider=provider))
    for page in range(1, rendered.pages + 1):
        assert min(reading.font_sizes(rendered.pdf, page)) >= 6.5
    assert reading.words_outside_their_page(rendered.pdf) == []
    words = reading.words(rendered.pdf, 1)
    (above,) = (box[3] for word, box in words if word.startswith("https://"))
    band = [box for _, box in words if box[1] > above - 1]
    # The whole statement is below all else.
    assert len(band) == len(statements.split())
    left, right = min(box[0] for box in band), max(box[2] for box in band)
    assert (left + right) / 2 == pytest.approx(axis, abs=2)
    assert " ".join(statements.split()) in _said(rendered.pdf)


def test_twelve_boards_long_statements_stay_on_their_pages() -> None:
    made = _with_all(_of(12), 12)
    types = tuple(
        replace(one, statement="Approved as a provider. " * 160) for one in made.credit_types
    )
    rendered = render(replace(made, credit_types=types))
    assert reading.words_outside_their_page(rendered.pdf) == []
    assert reading.text_of(rendered.pdf).count("Approved as a") == 12 * 160


def test_longer_statements_are_on_the_transcript_and_the_first_page_says_so() -> None:
    statements = " ".join([snapshots.PROVIDER.approval_statement] * 12)
    made = snapshots.snapshot(
        12, provider=replace(snapshots.PROVIDER, approval_statement=statements)
    )
    pages = " ".join(reading.text_of(render(made, IMAGES).pdf).replace("\n", " ").split(" ")).split(
        "\f"
    )
    assert "Programs that do not qualify" not in pages[0]
    assert "Approval statements are on the transcript" in pages[0]
    assert " ".join(pages[1:]).count("Programs that do not qualify") == 12


def test_a_session_after_midnight_says_its_date() -> None:
    zone = ZoneInfo("America/Chicago")
    late = datetime(2025, 12, 28, 0, 20, tzinfo=zone)
    session = snapshots.session(
        day=late.date() - timedelta(days=1), starts_at=late, ends_at=late + timedelta(hours=1)
    )
    assert "12:20–1:20 AM, Dec 28" in reading.text_of(render(snapshots.snapshot([session])).pdf)


def test_a_session_the_clocks_change_in_says_both_zones() -> None:
    zone = ZoneInfo("America/Chicago")
    start = datetime(2026, 3, 8, 1, 30, tzinfo=zone)
    session = snapshots.session(starts_at=start, ends_at=datetime(2026, 3, 8, 3, 30, tzinfo=zone))
    assert "CST–CDT" in reading.text_of(render(snapshots.snapshot([session])).pdf)
