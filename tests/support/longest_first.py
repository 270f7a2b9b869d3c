"""Files that take long begin first, so that no worker of a whole run is left with one at the end."""

import pytest

LONGEST = (
    "web/test_journey.py",
    "web/test_true_states.py",
    "web/test_security.py",
    "deploy/test_template.py",
    "integration/crash/test_importers.py",
    "deploy/test_aws_rules.py",
    "integration/local/test_persistence.py",
)
LONG = ("tests/web/", "tests/deploy/", "tests/integration/local/", "tests/integration/crash/")


def pytest_configure(config: pytest.Config) -> None:
    """xdist would begin with the files that have most tests, which are the shortest."""
    config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _place(item.nodeid))


def _place(node: str) -> int:
    for place, name in enumerate(LONGEST):
        if name in node:
            return place
    if node.startswith(LONG):
        return len(LONGEST)
    return len(LONGEST) + (1 if node.startswith("tests/integration/") else 2)
