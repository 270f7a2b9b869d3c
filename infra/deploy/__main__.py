"""Entry point of `make deploy STAGE=… CONFIG=deploy/<stage>.toml`."""

import argparse
import sys
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy.config import ConfigError, read
from infra.deploy.dns import left_to_do
from infra.deploy.run import Deployment, deploy
from infra.deploy.stack import DeployFailed
from infra.package import ROOT, PackageError, infrastructure, package


def main() -> None:
    """Deploy, or show what would change (--plan); a failure ends with sentences and status 1."""
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--config", type=Path, required=True, help="deploy/<stage>.toml")
    parser.add_argument("--plan", action="store_true", help="show what would change, and stop")
    given = parser.parse_args()
    try:
        _run(given.stage, given.config, given.plan)
    except (ConfigError, PackageError, DeployFailed) as problem:
        sys.exit(str(problem))
    except ClientError as problem:
        error = problem.response["Error"]
        sys.exit(f"AWS refused {problem.operation_name}: {error.get('Message', error['Code'])}")
    except BotoCoreError as problem:
        sys.exit(f"AWS could not be asked: {problem}. Sign in to AWS, then run this again.")


def _run(stage: str, path: Path, only_plan: bool) -> None:
    config = read(path, stage, infrastructure(stage)["Parameters"])
    print(f"Packaging {stage} …")
    built = package(stage, ROOT / "build")
    outputs = deploy(Deployment(config, built, _say), only_plan=only_plan)
    if not only_plan:
        print(f"\n{config.stack} stands, release {outputs['Release']}.\n")
        session = boto3.Session(region_name=config.region)
        print("\n".join(left_to_do(session, config, outputs)))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
