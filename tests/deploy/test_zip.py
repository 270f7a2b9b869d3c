"""What is in the Lambda zip, what is not, and what `make package` says of it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from infra import package as packaging
from infra.contents import locked, packaged
from infra.package import ROOT, PackageError, package, tracked
from infra.trimming import SERVICES, left_out

OURS = ("app.py", "chalicelib", "templates", "static", "fonts")
# Lambda takes 250 MB unpacked; a zip comes from S3, which has no limit that matters here.
MOST_BYTES, MOST_BYTES_UNPACKED = 50_000_000, 250_000_000
LAMBDA_GLIBC = (2, 34)  # Amazon Linux 2023, on which Lambda's Python 3.13 runs


def _expected() -> set[str]:
    """Tracked files, where the zip has them: what lies in vendor/ is lifted to its root."""
    names = tracked(("app.py", "chalicelib", "templates", "static", "vendor"))
    links = {name for name in names if (ROOT / name).is_symlink()}
    return {name.removeprefix("vendor/") for name in set(names) - links}


def test_every_tracked_file_that_ships_is_in_it_and_nothing_else_of_ours(shipped: ZipFile) -> None:
    ours = {name for name in shipped.namelist() if name.split("/")[0] in OURS}
    ours -= {name for name in ours if "/__pycache__/" in name}  # test_compiled.py
    assert ours == _expected()
    for kind in ("templates/email/", "templates/portal/", "static/", "fonts/"):
        assert any(name.startswith(kind) for name in ours), kind


def test_a_filter_of_leaked_passwords_ships_once_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays out of git, as the list that it was made of does."""
    here, copied = tmp_path / "here", tmp_path / "copied"
    (here / "vendor").mkdir(parents=True)
    shutil.copy(ROOT / ".gitignore", here)
    (here / "app.py").touch()
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=here, check=True)
    monkeypatch.setattr(packaging, "ROOT", here)
    packaging.copy_tracked(copied)
    assert not (copied / "vendor").exists()
    (here / "vendor/breach-filter.bin").write_bytes(b"made")
    (here / "vendor/other.bin").write_bytes(b"stray")
    packaging.copy_tracked(copied)
    assert [file.name for file in (copied / "vendor").iterdir()] == ["breach-filter.bin"]
    untracked = ["git", "ls-files", "--others", "--exclude-standard"]
    listed = subprocess.run(untracked, cwd=here, check=True, capture_output=True, text=True).stdout
    assert listed.split() == ["vendor/other.bin"]


def test_nothing_stray_is_in_it(shipped: ZipFile) -> None:
    roots = {name.split("/")[0] for name in shipped.namelist()} - {"__pycache__"}
    here = {path.name for path in ROOT.iterdir()} - set(OURS) - {"vendor"}
    assert not roots & here
    assert not [name for name in shipped.namelist() if Path(name).name.startswith(".env")]


def test_a_file_that_git_does_not_track_is_not_packaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, copy = tmp_path / "repository", tmp_path / "copy"
    (repository / "chalicelib").mkdir(parents=True)
    (repository / "app.py").write_text("app = None\n")
    (repository / "chalicelib/kept.py").write_text("")
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    (repository / "chalicelib/.env").write_text("PASSWORD=secret\n")
    (copy / "chalicelib").mkdir(parents=True)
    (copy / "chalicelib/left-from-last-time.py").write_text("")
    monkeypatch.setattr(packaging, "ROOT", repository)

    packaging.copy_tracked(copy)

    copied = {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()}
    assert copied == {"app.py", "chalicelib/kept.py"}


def _named(packages: set[Any]) -> set[tuple[str, str]]:
    return {(package.name, package.version) for package in packages}


def test_every_locked_package_is_in_it_at_its_locked_version(built: Path) -> None:
    wanted = _named(locked(ROOT / "requirements.txt"))
    assert {"cbor2", "reportlab", "boto3"} <= {name for name, _ in wanted}
    assert _named(packaged(built / "deployment.zip")) == wanted


def _chalice_leaves_out(name: str, built: Path) -> Callable[..., str]:
    """Chalice, as it ends with status 0 after it found no wheel for a package."""

    def chalice(project: Path, *arguments: str) -> str:
        out = Path(arguments[-1])
        out.mkdir(parents=True)
        with (
            ZipFile(built / "deployment.zip") as whole,
            ZipFile(out / "deployment.zip", "w") as partial,
        ):
            for entry in whole.infolist():
                if entry.filename.endswith("/METADATA") and not entry.filename.startswith(
                    f"{name}-"
                ):
                    partial.writestr(entry, whole.read(entry))
        return f"Could not install dependencies: {name}"

    return chalice


def test_a_zip_without_a_locked_package_is_no_package(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaging, "_chalice", _chalice_leaves_out("cbor2", built))
    with pytest.raises(PackageError) as refused:
        package("production", tmp_path)
    assert re.search(r"^cbor2 [\d.]+ is locked and not in it\.$", str(refused.value), re.M)
    assert "Could not install dependencies: cbor2" in str(refused.value)
    assert "boto3" not in str(refused.value)
    assert not list(tmp_path.rglob("deployment.zip")), "a partial zip can be deployed by mistake"


def test_another_python_does_not_package_and_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".python-version").write_text("3.99\n")
    shutil.copytree(ROOT / ".chalice", tmp_path / ".chalice")
    monkeypatch.setattr(packaging, "ROOT", tmp_path)
    with pytest.raises(PackageError, match=r"takes Python 3\.99.*\n.*python3\.99-venv"):
        package("production", tmp_path / "build")


def test_its_sbom_lists_every_package_in_it_and_chalices_runtime(built: Path) -> None:
    sbom = json.loads((built / "sbom.json").read_text())
    assert (sbom["bomFormat"], sbom["metadata"]["component"]["name"]) == ("CycloneDX", "ceu-portal")
    listed = {(part["name"], part["version"]) for part in sbom["components"]}
    runtime = {pair for pair in listed if pair[0] == "chalice"}
    assert len(runtime) == 1
    assert listed - runtime == _named(packaged(built / "deployment.zip"))
    unlicensed = [part["name"] for part in sbom["components"] if not part.get("licenses")]
    assert not unlicensed


def test_every_wheel_in_it_loads_on_lambda(shipped: ZipFile) -> None:
    wheels = [name for name in shipped.namelist() if name.endswith(".dist-info/WHEEL")]
    assert len(wheels) > 20
    for name in wheels:
        platforms = re.findall(r"^Tag: \S+-(\S+?)\r?$", shipped.read(name).decode(), re.M)
        assert any(_loads(platform) for platform in platforms), f"{name}: {platforms}"


def _loads(platform: str) -> bool:
    if platform == "any":
        return True
    if platform in ("manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64"):
        return True
    glibc = re.fullmatch(r"manylinux_(\d+)_(\d+)_x86_64", platform)
    return bool(glibc) and (int(glibc[1]), int(glibc[2])) <= LAMBDA_GLIBC


@pytest.mark.parametrize(
    "platform", ["linux_x86_64", "manylinux_2_39_x86_64", "manylinux_2_17_aarch64"]
)
def test_a_wheel_built_for_another_machine_would_be_noticed(platform: str) -> None:
    assert not _loads(platform)


def test_of_chalice_it_has_the_runtime_and_no_command_line(shipped: ZipFile) -> None:
    runtime = {name for name in shipped.namelist() if name.startswith("chalice/")}
    assert {name for name in runtime if "/__pycache__/" not in name} == {
        "chalice/__init__.py",
        "chalice/app.py",
    }


def test_it_fits(built: Path, shipped: ZipFile) -> None:
    assert (built / "deployment.zip").stat().st_size < MOST_BYTES
    assert sum(entry.file_size for entry in shipped.infolist()) < MOST_BYTES_UNPACKED


def test_it_keeps_botocores_description_of_every_service_that_is_called() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "chalicelib/aws").glob("*.py"))
    called = set(re.findall(r'boto3\.client\(\s*"(\w+)"', sources))
    assert called | {"dynamodb"} == set(SERVICES)


def test_it_needs_nothing_that_is_not_in_it(unpacked: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r});"
        "import app, chalicelib.documents.certificate;"
        "from chalicelib.aws import clients; from chalicelib.store import tables;"
        "clients.sqs(), clients.s3(), clients.ses(); print(app.app.app_name)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", program],  # without the venv's packages
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "ceu-portal", done.stderr


WORK = """
import importlib, pkgutil, sys
sys.path[:0] = [sys.argv[1]]
sys.path.append(sys.argv[2])  # for the samples, which do not ship
import app, chalicelib
for found in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
    importlib.import_module(found.name)
from dataclasses import replace
from io import BytesIO
from PIL import Image
from chalicelib.documents.certificate import render
from chalicelib.store.certificates.snapshots import items_of
from samples.snapshots import snapshot
image = BytesIO()
Image.new("RGBA", (40, 20), (10, 90, 90, 128)).save(image, "PNG")
made = snapshot(12, name="Zoë 王小明 Łukasz प्रिया")
made = replace(made, provider=replace(made.provider, logo="l", signature_image="l"))
pdf = render(made, {"l": image.getvalue()}).pdf
assert items_of(made) and pdf.startswith(b"%PDF"), pdf[:20]
import python_calamine, icalendar
icalendar.Calendar.from_ical("BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nEND:VCALENDAR\\r\\n")
from chalicelib.http.reading import read_body
from chalicelib.api.schemas import SignInBody
assert read_body(SignInBody, b'{"email": "a@b.example", "password": "x"}').email
from chalicelib.domain.password import password_problem
password_problem("correct horse battery staple", ["zoë"], "password")
missing = [m for m in sys.modules.values() if "site-packages" in (getattr(m, "__file__", "") or "")]
assert not missing, missing
print("made", len(pdf) > 10_000)
"""


def test_what_was_left_out_is_not_missed(shipped: ZipFile, unpacked: Path) -> None:
    assert not [name for name in shipped.namelist() if left_out(name)]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", WORK, unpacked, ROOT],
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1:] == ["made True"], done.stderr
