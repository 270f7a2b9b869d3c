"""Every setting stands in docs/configuration.md, with its default; nothing stands there that is none."""

import re
from pathlib import Path

import pytest

from chalicelib.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROWS = dict(
    re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", (ROOT / "docs/configuration.md").read_text(), re.M)
)


@pytest.mark.parametrize("field", Settings.model_fields)
def test_a_setting_is_documented_with_its_default(field: str) -> None:
    info = Settings.model_fields[field]
    default = "required" if info.is_required() else f"`{info.default}`"
    if info.default == "":
        default = "empty"
    assert ROWS.get(field.upper(), "").strip() == default


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set(ROWS) == {field.upper() for field in Settings.model_fields}
