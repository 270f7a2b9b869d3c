"""`make package`: the Lambda zip, its SBOM and the CloudFormation template, from the tracked files alone.

Chalice packages a copy of what git tracks, so that nothing that merely lies in the checkout ships.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.package import TemplateDeepMerger, YAMLTemplateSerializer

from infra.compiled import add_compiled
from infra.contents import differences
from infra.dashboard import dashboard
from infra.release import release
from infra.sbom import write_sbom
from infra.trimming import trim

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("app.py", "chalicelib", "templates", "static", "vendor", ".chalice", "requirements.txt")
# Made by the deployer (make breach-filter), of a list that no repository should hold: ships untracked.
MADE = ("vendor/breach-filter.bin",)
# Chalice asks for a region and the app for its settings; neither ends up in the template.
REGION = "us-east-1"


class PackageError(RuntimeError):
    """Says what could not be packaged and what to do."""


def package(stage: str, build: Path) -> Path:
    """Package `stage` under `build`; returns the folder of deployment.zip, sam.json and sbom.json.

    Raises PackageError where the stage is unknown, this Python is not the one that the functions
    run on, Chalice fails, or the zip's packages are not the locked ones.
    """
    known = json.loads((ROOT / ".chalice/config.json").read_text())["stages"]
    if stage not in known:
        raise PackageError(
            f"There is no stage {stage!r} in .chalice/config.json: {', '.join(known)}."
        )
    if lacking := wrong_python():
        raise PackageError(lacking)
    build = build.resolve()
    source, out = build / "source", build / "package"
    copy_tracked(source)
    merged = build / "infra.json"
    merged.write_text(json.dumps(infrastructure(stage), indent=2))
    shutil.rmtree(out, ignore_errors=True)
    said = _chalice(source, "package", "--stage", stage, "--merge-template", str(merged), str(out))
    _check(out / "deployment.zip", said)
    trim(out / "deployment.zip")
    write_sbom(out / "deployment.zip", out / "sbom.json", _version())
    add_compiled(out / "deployment.zip", build / "compiled")
    _forget_older(source / ".chalice/deployments")
    return out


def wrong_python() -> str:
    """What to do when this Python is not the one that the functions run on; empty when it is."""
    wanted = (ROOT / ".python-version").read_text().strip()
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if here == wanted:
        return ""
    return (
        f"Packaging takes Python {wanted}, on which the functions run; this is {here}.\n"
        f"Install it (Debian's python{wanted}-venv, pyenv install {wanted} or uv python install "
        f"{wanted}), remove .venv, and try again."
    )


def _check(zip_file: Path, said: str) -> None:
    """Chalice leaves out what it finds no fitting wheel for, with a warning and exit status 0."""
    if differing := differences(zip_file, ROOT / "requirements.txt"):
        zip_file.unlink()
        raise PackageError(
            "\n".join(["The zip's packages are not those of requirements.txt:", *differing])
            + f"\nChalice said:\n{said}"
        )


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def infrastructure(stage: str) -> dict[str, Any]:
    """Every fragment of infra/, as one template to merge into Chalice's."""
    merged: dict[str, Any] = {
        "Description": f"CEU Portal, {stage}",
        "Parameters": {
            "Stage": {
                "Type": "String",
                "Default": stage,
                "AllowedValues": [stage],
                "Description": "Fixed when the app was packaged; do not change it.",
            }
        },
        # Not a parameter: a stack keeps the value that a parameter had before.
        "Mappings": {"Package": {"Release": {"Name": release(ROOT)}}},
    }
    merged["Resources"] = dashboard()
    for fragment in sorted((ROOT / "infra").glob("*.yaml")):
        loaded = YAMLTemplateSerializer().load_template(fragment.read_text(), fragment.name)
        merged = TemplateDeepMerger().merge(loaded, merged)
    return merged


def copy_tracked(target: Path) -> None:
    """Copy the tracked files that ship, and MADE. Chalice's cache of built dependencies is kept."""
    for old in target.glob("*"):
        if old.name != ".chalice":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    made = {name for name in MADE if (ROOT / name).is_file()}
    for name in sorted({*tracked(SHIPPED), *made}):
        source, copy = ROOT / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        shutil.copy2(source, copy, follow_symlinks=False)


def tracked(paths: tuple[str, ...]) -> list[str]:
    """Files under `paths` that git tracks and that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *paths], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        raise PackageError(
            f"Only what git tracks ships, and git cannot list it: {listed.stderr.strip()}"
        )
    names = [name for name in listed.stdout.split("\0") if name]
    return [name for name in names if os.path.lexists(ROOT / name)]


def _forget_older(cache: Path) -> None:
    """Chalice keeps a zip for every version of the code there ever was; the last one will do."""
    kept = sorted(cache.glob("*.zip"), key=lambda file: file.stat().st_mtime)
    for old in kept[:-1]:
        old.unlink()


def _chalice(project: Path, *arguments: str) -> str:
    """Run Chalice; returns what it said."""
    command = [str(Path(sys.executable).with_name("chalice")), *arguments]
    ended = subprocess.run(
        command, cwd=project, env=_environment(os.environ), capture_output=True, text=True
    )
    if ended.returncode:
        raise PackageError(f"chalice {arguments[0]} failed:\n{ended.stderr}{_left_out()}")
    return ended.stdout + ended.stderr


def _left_out() -> str:
    """Files that git does not track yet: the usual reason why a package lacks a module."""
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "--", *SHIPPED],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = listed.stdout.split()
    return f"\nNot packaged, because git does not track them: {', '.join(names)}" if names else ""


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    # Nothing of the caller's AWS account or of a local portal may reach the template.
    kept = {k: v for k, v in own.items() if not k.startswith("AWS_")}
    return kept | {
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def main() -> None:
    """Entry point of `make package`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="production")
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    given = parser.parse_args()
    try:
        out = package(given.stage, given.build)
    except PackageError as problem:
        sys.exit(str(problem))
    zip_file = out / "deployment.zip"
    megabytes = zip_file.stat().st_size / 1e6
    print(f"{zip_file} ({megabytes:.1f} MB)\n{out / 'sam.json'}\n{out / 'sbom.json'}")


if __name__ == "__main__":
    main()
