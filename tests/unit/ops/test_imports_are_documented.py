"""docs/imports.md names every column, option and setting there is, and its example is valid."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from chalicelib.importing.people import accounts_file, attendance_file, registrations_file
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule import overlay, sheet
from ops import settings_file
from ops.cli import app

DOCUMENT = (Path(__file__).parents[3] / "docs" / "imports.md").read_text("utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)[0]


@pytest.mark.parametrize(
    "module", [sheet, overlay, registrations_file, attendance_file, accounts_file]
)
def test_every_column_in_its_order(module: object) -> None:
    columns: list[str] = list(module.COLUMNS.names)  # type: ignore[attr-defined]
    headings = [line.split("`")[1] for line in DOCUMENT.splitlines() if "CSV: `" in line]
    assert sorted(columns) in [sorted(heading.split(",")) for heading in headings]


def test_every_option() -> None:
    from typer.main import get_command

    commands = get_command(app).commands  # type: ignore[attr-defined]
    imports = ("schedule", "registrations", "attendance", "accounts")
    for name in (*(f"import-{kind}" for kind in imports), "conference"):
        for parameter in commands[name].params:
            long = [option for option in parameter.opts if option.startswith("--")]
            assert all(option in DOCUMENT for option in long), (name, long)


def test_the_example_is_valid_and_has_every_setting(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(EXAMPLE)
    found = settings_file.parse(file, Findings("settings.toml"))
    assert _left_out(found) == []


def _left_out(part: BaseModel) -> list[str]:
    missing = sorted(set(type(part).model_fields) - part.model_fields_set)
    for key in part.model_fields_set:
        value = getattr(part, key)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                missing += _left_out(inner)
    return missing
