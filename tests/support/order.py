"""The order of the files of a whole run on several cores: what takes long first, what is short at the end.

pytest-xdist would begin with the files of many tests; a browser's few take minutes, and the other cores
would have nothing left to do meanwhile. Within a file the order stays as it is.
"""

from typing import Any

import pytest

# The package is built by the first that asks: what else is in it asks when it is there.
_FIRST = "tests/deploy/test_aws_rules.py"
_FOLDERS = ("integration", "corpus", "web", "deploy", "unit", "guards")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Only with several workers: a run by one keeps the order that it was asked for."""
    if items and hasattr(items[0].config, "workerinput"):
        items.sort(key=_place)


def _place(item: Any) -> int:
    file = item.nodeid.partition("::")[0]
    if file == _FIRST:
        return 0
    folder = file.split("/")[1]
    return 1 + (_FOLDERS.index(folder) if folder in _FOLDERS else len(_FOLDERS))
