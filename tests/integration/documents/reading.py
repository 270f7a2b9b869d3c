"""Reading a PDF back, as a clerk, a phone or a checker would."""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
from PIL import Image
from pyzbar import pyzbar


def text_of(pdf: bytes, *options: str) -> str:
    """All its text, in reading order."""
    return _run("pdftotext", *options, "-", "-", pdf=pdf)


def typed_text(pdf: bytes) -> str:
    """All its text without the marks that turn text round, which pdftotext puts around a line."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text_of(pdf))


def folded(text: str) -> str:
    """Presentation forms as plain letters; no white space, since a cell wraps where it likes, and
    none of the marks that pdftotext puts around what it read from the right.
    """
    return re.sub(r"[\s\u202a-\u202e]+", "", unicodedata.normalize("NFKC", text))


def transcript_of(pdf: bytes) -> str:
    """The text of a document without what each page repeats."""
    foot = r"[^\n]*Certificate ID \S+\s+Page \d+ of \d+\s*\f"
    heads = r"Session\s+Conference day\s+Time\s+Format\s+Attended on\s+Minutes"
    return re.sub(heads, "", re.sub(foot, "", text_of(pdf)))


def words_outside_their_page(pdf: bytes) -> list[str]:
    """Words whose box leaves the page."""
    width = height = 0.0
    outside = []
    for line in text_of(pdf, "-bbox").splitlines():
        if page := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            width, height = map(float, page.groups())
        elif word := re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<', line):
            left, top, right, bottom = map(float, word.groups()[:4])
            if left < 0 or top < 0 or right > width or bottom > height:
                outside.append(word[5])
    return outside


def words(pdf: bytes, page: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """(word, box) of a page from 1; left, top, right and bottom from the page's upper left."""
    found = []
    for line in text_of(pdf, "-bbox", "-f", str(page), "-l", str(page)).splitlines():
        if word := re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<', line):
            left, top, right, bottom = map(float, word.groups()[:4])
            found.append((word[5], (left, top, right, bottom)))
    return found


def font_sizes(pdf: bytes, page: int) -> set[float]:
    """The sizes in points that a page, from 1, is set in, as they are printed."""
    sizes, scales = set(), [1.0]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for operands, operator in pikepdf.parse_content_stream(document.pages[page - 1]):
            match str(operator):
                case "q":
                    scales.append(scales[-1])
                case "Q":
                    scales.pop()
                case "cm":
                    scales[-1] *= abs(float(operands[0]))
                case "Tf":
                    sizes.add(round(float(operands[1]) * scales[-1], 2))
    return sizes


def fonts_not_embedded(pdf: bytes) -> list[str]:
    """Names of fonts that a reader would have to have."""
    rows = _run("pdffonts", "-", pdf=pdf).splitlines()[2:]
    return [row.split()[0] for row in rows if not re.search(r"\s+yes\s+(yes|no)\s+yes\s+\d+", row)]


def checked(pdf: bytes, folder: Path) -> str:
    """What qpdf says of it; an error raises."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    return _run("qpdf", "--check", str(file))


def scanned(pdf: bytes, folder: Path) -> list[str]:
    """What a phone reads off its first page."""
    file = folder / "scanned"
    _run(
        "pdftoppm",
        "-r",
        "110",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        "-png",
        "-",
        str(file),
        pdf=pdf,
    )
    with Image.open(file.with_suffix(".png")) as image:
        return [code.data.decode() for code in pyzbar.decode(image)]


def _run(*command: str, pdf: bytes = b"") -> str:
    assert shutil.which(command[0]), f"install {command[0]} (poppler-utils, qpdf)"
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode(
        errors="replace"  # pdftotext -bbox writes what is beyond the basic plane wrongly
    )
