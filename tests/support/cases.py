"""The cases of other producers, read in place; where they are missing the tests that need them skip."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "cases" / "files"


def path_of(name: str) -> Path:
    """The file, or a skip that says what is missing."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the case {name} is not beside this checkout")
    return path
