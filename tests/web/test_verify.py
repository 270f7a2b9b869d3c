"""The public page of a certificate, reached by the code printed on it, and the original told apart."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.web.claim import attended, generate
from tests.web.conftest import Open, Visit

KEYNOTE = "Opening keynote: The counselor who remembered my name"
RECORDED = "Anxiety in the testing room (online)"


@pytest.fixture
def certificate(visit: Visit) -> Page:
    """Bob's page, with a certificate that was made."""
    page = visit("bob", "/conferences/counselors")
    attended(page, KEYNOTE).check()
    attended(page, RECORDED).check()
    generate(page).click()
    expect(page.locator("#progress[data-made=yes]")).to_be_visible(timeout=20_000)
    return page


@pytest.fixture
def pdf(certificate: Page, tmp_path: Path) -> Path:
    with certificate.expect_download() as download:
        certificate.get_by_role("link", name="Download PDF").click()
    path = tmp_path / "certificate.pdf"
    download.value.save_as(path)
    return path


@pytest.fixture
def stranger(opened: Open) -> Page:
    """Somebody without an account."""
    return opened()


def _id(page: Page) -> str:
    path = page.locator("#progress").get_attribute("data-url") or ""
    return path.split("/")[-2]


def test_the_code_on_the_pdf_opens_the_public_page_with_the_same_totals(
    pdf: Path, tmp_path: Path, stranger: Page
) -> None:
    pyzbar = pytest.importorskip("pyzbar.pyzbar", exc_type=ImportError)  # needs libzbar0
    picture = tmp_path / "page"
    subprocess.run(["pdftoppm", "-png", "-r", "150", "-l", "1", pdf, picture], check=True)
    [drawn] = tmp_path.glob("page*.png")
    [code] = pyzbar.decode(Image.open(drawn))
    printed = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True)
    stranger.goto(code.data.decode())
    expect(stranger.locator("#standing")).to_contain_text("Valid.")
    main = stranger.locator("main")
    expect(main).to_contain_text("Bob Virtanen")
    expect(main).to_contain_text(KEYNOTE)
    expect(main).to_contain_text("Total: 2.00 contact hours, 0.20 CEUs")
    assert "2.00" in printed.stdout
    assert "0.20" in printed.stdout


def test_the_original_is_told_from_a_file_with_one_changed_byte(
    pdf: Path, certificate: Page, stranger: Page, tmp_path: Path
) -> None:
    sent: list[str] = []
    stranger.goto(f"/verify/{_id(certificate)}")
    stranger.on("request", lambda request: sent.append(request.url))
    field = stranger.get_by_label("Choose or drop a PDF file")
    field.set_input_files(pdf)
    expect(stranger.locator("#verdict")).to_contain_text("This is the original, unchanged file")
    data = bytearray(pdf.read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(data)
    field.set_input_files(changed)
    expect(stranger.locator("#verdict")).to_contain_text("This file is not identical")
    expect(stranger.locator("#verdict")).to_contain_text("compare its content")
    assert sent == []


def test_a_file_can_be_dropped_too(pdf: Path, certificate: Page, stranger: Page) -> None:
    stranger.goto(f"/verify/{_id(certificate)}")
    stranger.evaluate(
        """bytes => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "a.pdf"));
          document.querySelector(".drop")
            .dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
        }""",
        list(pdf.read_bytes()),
    )
    expect(stranger.locator("#verdict")).to_contain_text("This is the original, unchanged file")


def test_a_replaced_certificate_says_so_and_leads_to_no_other(
    certificate: Page, stranger: Page
) -> None:
    first = _id(certificate)
    attended(certificate, RECORDED).uncheck()
    generate(certificate).click()
    expect(certificate.locator(f"#progress:not([data-url*='{first}'])")).to_be_visible()
    stranger.goto(f"/verify/{first}")
    expect(stranger.locator("#standing")).to_contain_text(
        "Genuine when issued; ask the holder for the newer one"
    )
    expect(stranger.locator(f"a[href*='{_id(certificate)}']")).to_have_count(0)


def test_a_revoked_certificate_says_so(
    certificate: Page, stranger: Page, ops: Callable[..., str]
) -> None:
    public_id = _id(certificate)
    ops("revoke", public_id, "--yes", "--reason", "Issued by mistake.")
    stranger.goto(f"/verify/{public_id}")
    expect(stranger.locator("#standing")).to_contain_text("Revoked.")
    certificate.goto(f"/certificates/{public_id}")
    expect(certificate.locator(".notice--bad")).to_contain_text("Issued by mistake.")
    expect(certificate.get_by_role("button", name="Send again")).to_have_count(0)


def test_an_id_can_be_typed_in_any_case_and_an_unknown_one_tells_nothing(
    certificate: Page, stranger: Page
) -> None:
    stranger.goto("/sign-in")
    stranger.get_by_role("link", name="Check it here").click()
    stranger.get_by_label("Certificate ID").fill(_id(certificate).lower().replace("-", " "))
    stranger.get_by_role("button", name="Check").click()
    expect(stranger.locator("#standing")).to_contain_text("Valid.")
    answers = set()
    for unknown in ("2222-2222-2222-2222", "hello", "9".join(_id(certificate).split("-"))):
        answer = stranger.goto(f"/verify/{unknown}")
        assert answer is not None
        answers.add((answer.status, stranger.locator("main").inner_text()))
        expect(stranger.get_by_label("Certificate ID")).to_have_value(unknown)  # to compare it
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_the_public_page_is_not_indexed(certificate: Page, stranger: Page) -> None:
    answer = stranger.goto(f"/verify/{_id(certificate)}")
    assert answer is not None
    assert "noindex" in answer.headers["x-robots-tag"]
