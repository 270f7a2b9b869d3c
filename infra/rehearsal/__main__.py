"""Entry point of `make rehearse`."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.rehearsal.audit import audit_holds
from infra.rehearsal.dead_letter import fail_one, mend_and_redrive
from infra.rehearsal.deploy import REGION, Stack, bring_up, check_zip, fail_once
from infra.rehearsal.failure import RehearsalFailed
from infra.rehearsal.logs import complaints
from infra.rehearsal.ministack import ROOT, ministack
from infra.rehearsal.recovery import delete_and_take_over, restore_from_backup, update_over_it
from infra.rehearsal.rollback import go_back
from infra.rehearsal.walk import seed, walk

DEPLOY_LOG = ROOT / "build/deploy.log"


def main() -> None:
    """Rehearse the package; exits with 1 and what the functions complained of when a step fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, default=ROOT / "build/package")
    parser.add_argument("--back", action="store_true", help="also go back to version 0.1.0")
    given = parser.parse_args()
    package: Path = given.package
    log = ROOT / "build/ministack.log"
    try:
        check_zip(package)
        with ministack(log, tls=True) as endpoint:
            _rehearse(package, endpoint, given.back)
    except RehearsalFailed as problem:
        sys.exit(f"REHEARSAL FAILED: {problem}")


def _rehearse(package: Path, endpoint: str, back: bool) -> None:
    began = time.monotonic()

    def told(line: str) -> None:
        print(f"{time.monotonic() - began:5.1f} s  {line}", flush=True)

    _use(
        {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
        }
    )
    stack = _deploy(package, endpoint, told)
    _use(stack.environment)
    seed()
    try:
        for shown in _steps(package, endpoint, stack, back):
            told(shown)
    except RehearsalFailed as problem:
        said = "\n".join(complaints(stack.stage)) or "nothing"
        raise RehearsalFailed(f"{problem}\nThe functions complained of:\n{said}") from None
    print("rehearsal passed")


def _deploy(package: Path, endpoint: str, told: Callable[[str], None]) -> Stack:
    """Plan, fail, and repeat; every line that deploying says goes to build/deploy.log."""
    with DEPLOY_LOG.open("w") as log:

        def say(line: str) -> None:
            print(line, file=log, flush=True)

        bring_up(package, endpoint, say, only_plan=True)
        told("a plan was shown and nothing deployed")
        told(f"a first create failed: {fail_once(package, endpoint, say).splitlines()[-1]}")
        stack = bring_up(package, endpoint, say)
    told(f"repeated, it stands: ceu-{stack.stage} at {stack.url}")
    return stack


def _steps(package: Path, endpoint: str, stack: Stack, back: bool) -> Iterator[str]:
    with DEPLOY_LOG.open("a") as log:

        def say(line: str) -> None:
            print(line, file=log, flush=True)

        yield from walk(stack, endpoint)
        yield from audit_holds(stack)
        yield from fail_one(stack)
        yield from update_over_it(package, endpoint, say, stack)
        yield from mend_and_redrive(stack)
        if back:
            yield from go_back(stack)
        yield from restore_from_backup(stack)
        yield from delete_and_take_over(package, endpoint, say, stack)


def _use(environment: dict[str, str]) -> None:
    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(environment)


if __name__ == "__main__":
    main()
