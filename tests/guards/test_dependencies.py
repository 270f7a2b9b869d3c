"""Every dependency is pinned and has its reason in docs/dependencies.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("**/requirements*.in"))
FILES = [f for f in FILES if not {".venv", "build", ".ministack-venv"} & set(f.parts)]


def _lines() -> list[str]:
    lines = [line.strip() for file in FILES for line in file.read_text().splitlines()]
    return sorted({line for line in lines if line and not line.startswith(("#", "-r"))})


@pytest.mark.parametrize("line", _lines())
def test_a_dependency_is_pinned_and_has_its_reason(line: str) -> None:
    match = re.fullmatch(r"([A-Za-z0-9._-]+)(\[[a-z0-9,-]+\])?==[\w.]+", line)
    assert match, "pin it with =="
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    first_column = " ".join(row.split("|")[1] for row in reasons.splitlines() if "|" in row)
    assert match[1].lower() in re.split(r"[\s,]+", first_column.lower())
