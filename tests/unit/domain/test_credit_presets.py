"""The presets of the console are those that docs/certificate.md offers to copy, with their sources."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.credit_type import CreditType

DOCUMENT = (Path(__file__).parents[3] / "docs" / "certificate.md").read_text("utf-8")


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_the_document_offers_each_as_it_is(preset: CreditType) -> None:
    [row] = [line for line in DOCUMENT.splitlines() if f'`id = "{preset.id}"`' in line]
    said = dict(re.findall(r'`(\w+) = "?([^"`]+)"?`', row))
    usual = CreditType("", "")
    differs = {
        one.name: str(getattr(preset, one.name))
        for one in fields(preset)
        if getattr(preset, one.name) != getattr(usual, one.name)
    }
    assert differs == said


def test_the_document_offers_no_other() -> None:
    offered = re.findall(r'^\|.*`id = "(\w+)"`', DOCUMENT, re.MULTILINE)
    assert offered == [preset.id for preset in PRESETS]
