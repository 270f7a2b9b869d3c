"""A stage's file: what is wrong in it is named before anything starts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from infra.deploy.config import DECIDED, ConfigError, checked, parameter_name, read, setting_name
from infra.package import ROOT, infrastructure

KNOWN: dict[str, Any] = infrastructure("production")["Parameters"]
GOOD = {
    "region": "us-east-1",
    "mail_from": "ceu@example.org",
    "organizer_contact": "help@example.org",
    "legacy_ceu_url": "https://old-ceu.example.org",
}


def _refused(**changed: Any) -> str:
    given = {key: value for key, value in (GOOD | changed).items() if value is not None}
    with pytest.raises(ConfigError) as problem:
        checked(given, "production", KNOWN, "deploy/production.toml")
    return str(problem.value)


def test_the_example_is_accepted_and_names_every_setting() -> None:
    path = ROOT / "deploy/example.toml"
    config = read(path, "production", KNOWN)
    assert config.stack == "ceu-production"
    assert config.parameters["MailFromName"] == "Counselors' Conference"
    commented = "\n".join(line.removeprefix("# ") for line in path.read_text().splitlines()[8:])
    for name in set(KNOWN) - DECIDED:
        assert f"{setting_name(name)} = " in commented, name


def test_what_is_commented_out_in_the_example_is_the_default() -> None:
    lines = (ROOT / "deploy/example.toml").read_text().splitlines()
    shown = [line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line]
    compared = 0
    for name, value in tomllib.loads("\n".join(shown)).items():
        parameter = KNOWN.get(parameter_name(name))
        if parameter is not None:
            given = ("yes" if value else "no") if isinstance(value, bool) else value
            assert parameter["Default"] == given, name
            compared += 1
    assert compared > 10


def test_a_name_with_quotes_goes_through() -> None:
    config = checked(GOOD | {"mail_from_name": 'The "O\'Brien" Day'}, "production", KNOWN, "x")
    assert config.parameters["MailFromName"] == 'The "O\'Brien" Day'


def test_what_is_missing_is_named() -> None:
    said = _refused(mail_from=None, region=None)
    assert "deploy/production.toml: region is missing." in said
    assert "mail_from is missing" in said


def test_an_unknown_setting_is_refused_with_the_one_that_was_meant() -> None:
    assert "brand_color is not a setting; did you mean brand_colour?" in _refused(
        brand_color="#fff"
    )


@pytest.mark.parametrize("decided", ["protect_data", "stage", "reserve_concurrency"])
def test_what_deploying_decides_is_not_in_the_file(decided: str) -> None:
    assert f"{decided} is not a setting" in _refused(**{decided: "yes"})


def test_a_number_out_of_range_says_its_bounds() -> None:
    assert "throttle_rate must be from 1 to 10000" in _refused(throttle_rate=0)
    assert "sign_in_days must be a number" in _refused(sign_in_days="many")


def test_waf_has_no_limit_or_one_that_aws_takes() -> None:
    said = "waf_rate_limit must be 0, for no WAF, or at least 10."
    assert said in _refused(waf_rate_limit=1)
    assert said in _refused(waf_rate_limit=9)
    for taken in (0, 10):
        config = checked(GOOD | {"waf_rate_limit": taken}, "production", KNOWN, "x")
        assert config.parameters["WafRateLimit"] == str(taken)


def test_a_value_that_cloudformation_would_refuse_says_what_it_should_be() -> None:
    said = _refused(portal_url="https://ceu.example.org/")
    assert "portal_url cannot be 'https://ceu.example.org/'" in said
    assert "without a slash at the end" in said
    assert "brand_name cannot be" in _refused(brand_name="two\nlines")


def test_a_domain_needs_its_certificate_and_its_own_address() -> None:
    assert "set both or neither" in _refused(portal_domain="ceu.example.org")
    said = _refused(
        portal_domain="ceu.example.org",
        portal_certificate_arn="arn",
        portal_url="https://a.example",
    )
    assert 'portal_url must be "https://ceu.example.org"' in said


def test_a_file_that_is_not_there_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read.*Copy deploy/example\.toml"):
        read(tmp_path / "production.toml", "production", KNOWN)
