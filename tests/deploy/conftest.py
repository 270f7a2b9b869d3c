"""The package, built once a run as `make package` builds it."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from infra.package import ROOT, package, wrong_python


@pytest.fixture(scope="session")
def built(testrun_uid: str) -> Path:
    """Once a run: the tests of another process wait for the same package and find it there."""
    if lacking := wrong_python():
        pytest.skip(lacking)
    folder, made_for = ROOT / "build/tests", ROOT / "build/tests-made-for"
    made_for.parent.mkdir(exist_ok=True)
    with made_for.open("a+") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        mark.seek(0)
        if mark.read() != testrun_uid:
            package("production", folder)
            shutil.rmtree(folder / "unpacked", ignore_errors=True)
            with ZipFile(folder / "package/deployment.zip") as shipped:
                shipped.extractall(folder / "unpacked")
            mark.truncate(0)
            mark.write(testrun_uid)
    return folder / "package"


@pytest.fixture(scope="session")
def unpacked(built: Path) -> Path:
    """What is in the zip, as Lambda lays it; nothing may write there."""
    return built.parent / "unpacked"


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
