"""What the entry refuses because no certificate can print it."""

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.domain.printable import is_drawn, unprintable_letters

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "text",
    ["", "Alice O’Neill", "Nguyễn Thị Minh Khuê", "राम प्रसाद शर्मा", "გიორგი", "ᏣᎳᎩ", "𐓏𐒰𐓓𐒰𐓓𐒷",
     "علی\u200cرضا", "镕 赟 旸 祎 𠮷 𩸽", "Ǫ́shį́", "Panel 🎸 on ❤\ufe0f", "𝓐lice", "ස්\u200dරී", "a\u202eb\x00"],
)  # fmt: skip
def test_names_of_the_promised_scripts_can_be_printed(text: str) -> None:
    assert unprintable_letters(text) == ()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Alice \U00013000", ("\U00013000",)),
        ("𞤀𞤣𞤢𞤥 𞤀", ("𞤀", "𞤣", "𞤢", "𞤥")),
        ("ab\u0b5f\U00016a40c", ("\U00016a40",)),
    ],
)
def test_what_no_face_has_is_named_once_in_order(text: str, letters: tuple[str, ...]) -> None:
    assert unprintable_letters(text) == letters


def test_the_table_says_what_the_faces_draw() -> None:
    from chalicelib.documents.characters import family_of
    from chalicelib.documents.families import SIMPLIFIED

    points = [*range(0x20, 0xD800), *range(0xF900, 0x11C00), *range(0x1D000, 0x21000)]
    wrong = [p for p in points if is_drawn(chr(p)) != (family_of(chr(p), SIMPLIFIED) is not None)]
    assert wrong == []


def test_it_loads_no_renderer() -> None:
    code = (
        "import sys; from chalicelib.domain.printable import unprintable_letters;"
        "unprintable_letters('é'); print(sorted(m for m in sys.modules if m.split('.')[0] in"
        " {'uharfbuzz', 'reportlab', 'xhtml2pdf', 'PIL'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
