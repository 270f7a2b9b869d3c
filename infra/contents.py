"""What is in the Lambda zip: compared with requirements.txt, and listed as an SBOM."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True, order=True)
class Package:
    """An installed package; `name` is in PyPI's normal form, `license` as its authors write it."""

    name: str
    version: str
    license: str = ""


def locked(lock: Path) -> set[Package]:
    """Every package that a requirements.txt of `make lock` pins for this Python."""
    found = set()
    for line in re.findall(r"^([A-Za-z0-9].*?)\s*\\$", lock.read_text(), re.M):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            [pin] = requirement.specifier
            found.add(Package(canonicalize_name(requirement.name), pin.version))
    return found


def packaged(zip_file: Path) -> set[Package]:
    """Every package in the zip, from the metadata that each brings along."""
    with ZipFile(zip_file) as opened:
        names = [n for n in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n)]
        return {_described(message_from_bytes(opened.read(name))) for name in names}


def _described(fields: Message) -> Package:
    license_ = fields["License-Expression"] or fields["License"] or _classified(fields)
    # Some packages put the license's whole text there.
    named = "" if "\n" in license_ else license_
    return Package(canonicalize_name(fields["Name"]), fields["Version"], named)


def _classified(fields: Message) -> str:
    classes = [c for c in fields.get_all("Classifier", []) if c.startswith("License ::")]
    return str(classes[0]).split(" :: ")[-1] if classes else ""


def differences(zip_file: Path, lock: Path) -> list[str]:
    """How the zip's packages differ from the locked ones, a sentence each; none when they agree."""
    inside = {package.name: package.version for package in packaged(zip_file)}
    wanted = {package.name: package.version for package in locked(lock)}
    lacking = [f"{n} {v} is locked and not in it." for n, v in wanted.items() if n not in inside]
    other = [
        f"{n} is in it as {inside[n]} and locked as {v}."
        for n, v in wanted.items()
        if inside.get(n, v) != v
    ]
    stray = [f"{n} {v} is in it and not locked." for n, v in inside.items() if n not in wanted]
    return sorted([*lacking, *other, *stray])
