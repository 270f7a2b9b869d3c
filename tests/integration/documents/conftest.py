"""Chromium, for comparing how it sets a name."""

from typing import Any

import pytest

from tests.web.launch import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    assert CHROMIUM, "apt-get install chromium"
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}
