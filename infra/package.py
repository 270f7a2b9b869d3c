"""`make package`: the Lambda zip and the CloudFormation template, from the tracked files alone.

Chalice packages a copy of what git tracks, so that nothing that merely lies in the checkout ships.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.package import TemplateDeepMerger, YAMLTemplateSerializer

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("app.py", "chalicelib", "templates", "static", "vendor", ".chalice", "requirements.txt")
# Chalice asks for a region and the app for its settings; neither ends up in the template.
REGION = "us-east-1"
# botocore describes some 400 services, a third of the zip; the product calls these.
SERVICES = ("dynamodb", "s3", "sesv2", "sqs")


class PackageError(RuntimeError):
    """Says what could not be packaged and what to do."""


def package(stage: str, build: Path) -> Path:
    """Package `stage` under `build`; returns the folder of deployment.zip and sam.json."""
    known = json.loads((ROOT / ".chalice/config.json").read_text())["stages"]
    if stage not in known:
        raise PackageError(
            f"There is no stage {stage!r} in .chalice/config.json: {', '.join(known)}."
        )
    build = build.resolve()
    source, out = build / "source", build / "package"
    copy_tracked(source)
    merged = build / "infra.json"
    merged.write_text(json.dumps(infrastructure(stage), indent=2))
    shutil.rmtree(out, ignore_errors=True)
    _chalice(source, "package", "--stage", stage, "--merge-template", str(merged), str(out))
    trim(out / "deployment.zip")
    _forget_older(source / ".chalice/deployments")
    return out


def trim(package: Path) -> None:
    """Leave out of the zip what botocore knows of services that the product never calls."""
    whole = package.rename(package.with_suffix(".whole"))
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(package, "w") as after:
        for entry in before.infolist():
            if not _of_another_service(entry.filename):
                entry.compress_type = zipfile.ZIP_DEFLATED
                after.writestr(entry, before.read(entry))
    whole.unlink()


def _of_another_service(name: str) -> bool:
    parts = name.split("/")
    # Files that lie directly in botocore/data are about every service.
    return parts[:2] == ["botocore", "data"] and len(parts) > 3 and parts[2] not in SERVICES


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
    }
    for fragment in sorted((ROOT / "infra").glob("*.yaml")):
        loaded = YAMLTemplateSerializer().load_template(fragment.read_text(), fragment.name)
        merged = TemplateDeepMerger().merge(loaded, merged)
    return merged


def copy_tracked(target: Path) -> None:
    """Copy the tracked files that ship. Chalice's cache of built dependencies is kept."""
    for old in target.glob("*"):
        if old.name != ".chalice":
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for name in tracked(SHIPPED):
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


def _chalice(project: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("chalice")), *arguments]
    ended = subprocess.run(
        command, cwd=project, env=_environment(os.environ), capture_output=True, text=True
    )
    if ended.returncode:
        raise PackageError(f"chalice {arguments[0]} failed:\n{ended.stderr}{_left_out()}")


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
    print(f"{zip_file} ({megabytes:.1f} MB)\n{out / 'sam.json'}")


if __name__ == "__main__":
    main()
