"""The test stage's settings with some of another value."""

from typing import Any

from chalicelib.settings import Settings, settings


def settings_with(**changes: Any) -> Settings:
    """The others stay; a name that is no setting's raises KeyError."""
    for name in changes:
        Settings.model_fields[name]
    return Settings({**vars(settings()), **changes})
