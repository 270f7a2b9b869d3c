"""Entry point of `make rehearse`."""

import argparse
import os
import sys
import time
from pathlib import Path

from infra.rehearsal.deploy import REGION, check_zip, deploy
from infra.rehearsal.failure import RehearsalFailed
from infra.rehearsal.logs import complaints
from infra.rehearsal.ministack import ROOT, ministack
from infra.rehearsal.walk import seed, walk


def main() -> None:
    """Rehearse the package; exits with 1 and what the functions complained of when a step fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, default=ROOT / "build/package")
    package = parser.parse_args().package
    log = ROOT / "build/ministack.log"
    try:
        check_zip(package)
        with ministack(log) as endpoint:
            _rehearse(package, endpoint)
    except RehearsalFailed as problem:
        sys.exit(f"REHEARSAL FAILED: {problem}")


def _rehearse(package: Path, endpoint: str) -> None:
    began = time.monotonic()
    _use(
        {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }
    )
    stack = deploy(package, endpoint)
    print(f"{time.monotonic() - began:5.1f} s  ceu-{stack.stage} deployed at {stack.url}")
    _use(stack.environment)
    seed()
    try:
        for shown in walk(stack, endpoint):
            print(f"{time.monotonic() - began:5.1f} s  {shown}")
    except RehearsalFailed as problem:
        said = "\n".join(complaints(stack.stage)) or "nothing"
        raise RehearsalFailed(f"{problem}\nThe functions complained of:\n{said}") from None
    print("rehearsal passed")


def _use(environment: dict[str, str]) -> None:
    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(environment)


if __name__ == "__main__":
    main()
