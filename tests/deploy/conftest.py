"""The package, built once a session as `make package` builds it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from infra.package import ROOT, package, wrong_python


@pytest.fixture(scope="session")
def built() -> Path:
    if lacking := wrong_python():
        pytest.skip(lacking)
    return package("production", ROOT / "build/tests")


@pytest.fixture(scope="session")
def shipped(built: Path) -> Iterator[ZipFile]:
    with ZipFile(built / "deployment.zip") as opened:
        yield opened


@pytest.fixture(scope="session")
def template(built: Path) -> Any:
    return json.loads((built / "sam.json").read_text())


@pytest.fixture(scope="session")
def resources(template: Any) -> Any:
    return template["Resources"]


@pytest.fixture(scope="session")
def functions(resources: Any) -> Any:
    return {
        name: resource["Properties"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
