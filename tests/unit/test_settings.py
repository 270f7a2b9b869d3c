"""Settings from the environment: every one that is wrong is named, in words a deployer can act on."""

import pytest

from chalicelib.settings import Settings, SettingsError, read
from stages.test import SETTINGS

RIGHT = {name: text for name, text in SETTINGS.items() if name.lower() in Settings.model_fields}


def test_what_is_not_given_has_its_default() -> None:
    settings = read({name: text for name, text in RIGHT.items() if name != "EVEN_ANSWER_SECONDS"})
    assert settings.even_answer_seconds == 0.6
    assert settings.secure_cookies is True
    assert settings.limit_guesses == 10
    assert settings.accounts_table == "ceu-test-accounts"


def test_what_is_given_is_of_its_type() -> None:
    given = {"EVEN_ANSWER_SECONDS": "1.5", "SECURE_COOKIES": "False", "LIMIT_GUESSES": "20"}
    settings = read(RIGHT | given)
    assert settings.even_answer_seconds == 1.5
    assert settings.secure_cookies is False
    assert settings.limit_guesses == 20


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("STAGE", "Production", "must be lowercase letters, digits and hyphens"),
        ("STAGE", "", "must be lowercase letters, digits and hyphens"),
        (
            "PORTAL_URL",
            "ceu.example.org",
            "must be an address that begins with https:// or http://",
        ),
        ("PORTAL_URL", "https://ceu.example.org\n", "must be an address that begins"),
        ("BRAND_COLOUR", "teal", "must be a color such as #1f5f5b"),
        ("MAIL_FROM", "a@", "must have at least 3 characters"),
        ("SECURE_COOKIES", "maybe", "must be true or false"),
        ("SIGN_IN_DAYS", "1.5", "must be a whole number"),
        ("SIGN_IN_DAYS", "0", "must be at least 1"),
        ("LIMIT_GUESSES", "1000001", "must be at most 1,000,000"),
        ("EVEN_ANSWER_SECONDS", "soon", "must be a number"),
        ("EVEN_ANSWER_SECONDS", "nan", "must be at least 0"),
    ],
)
def test_a_wrong_one_is_named_with_what_it_must_be(name: str, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        read(RIGHT | {name: text})
    assert f"{name}: {words}" in str(refused.value)


def test_every_missing_one_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read({})
    required = {
        name.upper() for name, field in Settings.model_fields.items() if field.is_required()
    }
    assert len(required) > 5
    for name in required:
        assert f"{name}: missing" in str(refused.value)


def test_a_setting_cannot_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError, match="stage"):
        read(RIGHT).stage = "production"
