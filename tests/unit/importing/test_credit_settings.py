"""`[[credit]]`: a board's preset by its name, and what is given beside it."""

from typing import Any

import pytest

from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.credit_type import CreditType
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.settings.check import checked


def credit(**given: Any) -> CreditType:
    return checked({"credit": [given]}, Findings("settings.toml")).credit[0].credit_type()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_is_used_by_its_name(preset: CreditType) -> None:
    assert credit(preset=preset.id) == preset


def test_what_is_given_beside_it_counts() -> None:
    found = credit(preset="nbcc", id="clock", number="ACEP No. 4242", increment_minutes=0)
    assert (found.id, found.label, found.number) == ("clock", "NBCC clock hours", "ACEP No. 4242")
    assert found.increment_minutes is None


def test_a_preset_that_there_is_none_of_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refusal:
        credit(preset="nbbc")
    (finding,) = refusal.value.findings
    assert finding.place == "credit[1]"
    assert finding.sentence == (
        "There is no preset “nbbc”; the presets are il, tx, ctle, iacet, nbcc."
    )


@pytest.mark.parametrize("name", ["ceu", "ceus"])
def test_what_filters_and_renewals_call_the_built_in_total_is_no_id(name: str) -> None:
    with pytest.raises(Refused, match=f"“{name}” is the built-in total"):
        credit(id=name, label="CEUs")


def test_two_types_of_one_label_could_not_be_told_apart() -> None:
    types = [{"id": "a", "label": "Ethics hours"}, {"id": "b", "label": "ethics hours"}]
    with pytest.raises(Refused) as refusal:
        checked({"credit": types}, Findings("settings.toml"))
    (finding,) = refusal.value.findings
    assert (finding.place, finding.sentence) == ("credit[2].label", "“ethics hours” is used twice.")
