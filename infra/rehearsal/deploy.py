"""The rehearsal's stage, deployed by the code behind `make deploy`."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.deploy.config import Config
from infra.deploy.run import Deployment, deploy
from infra.deploy.stack import DeployFailed
from infra.package import tracked
from infra.rehearsal.failure import RehearsalFailed, require
from ops.stack import operator_settings

REGION = "us-east-1"
STAGE = "production"
# A quote of each kind, as names have them.
NAME = 'The "Prairie" Counselors\' Conference'


@dataclass(frozen=True, slots=True)
class Stack:
    """What was deployed: its stage, the address of its API, and its outputs."""

    stage: str
    url: str
    outputs: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """The operator's settings, as the stack gives them."""
        return operator_settings(self.outputs["OperatorSettings"])


def check_zip(package: Path) -> None:
    """Every tracked template and static file must be in the zip before anything is deployed."""
    shipped = set(zipfile.ZipFile(package / "deployment.zip").namelist())
    missing = [name for name in tracked(("templates", "static")) if name not in shipped]
    require(not missing, f"Missing from the zip: {', '.join(missing)}")


def bring_up(
    package: Path,
    endpoint: str,
    say: Callable[[str], None],
    *,
    brand: str = NAME,
    also: Callable[[dict[str, Any]], None] = lambda template: None,
    only_plan: bool = False,
) -> Stack:
    """Create or update the stage; `also` changes the template. Raises RehearsalFailed, DeployFailed."""

    def adjust(template: dict[str, Any]) -> None:
        allow_for_ministack(template["Resources"])
        also(template)

    deployment = Deployment(_config(endpoint, brand), package, say, adjust, seconds=0.2)
    outputs = deploy(deployment, only_plan=only_plan)
    api = outputs.get("RestAPIId", "")
    return Stack(STAGE, f"{endpoint}/_aws/execute-api/{api}/api", outputs)


def _config(endpoint: str, brand: str) -> Config:
    return Config(
        stage=STAGE,
        region=REGION,
        parameters={
            # The API's own address is known only afterwards; a real stage has a domain of its own.
            "PortalUrl": endpoint,
            "MailFrom": "ceu@conference.example.org",
            "MailFromName": NAME,
            "BrandName": brand,
            "OrganizerContact": "help@conference.example.org",
            "LegacyCeuUrl": "https://old-ceu.example.org",
        },
    )


def allow_for_ministack(resources: dict[str, Any]) -> None:
    """The three things in which MiniStack 1.5 differs from AWS; all else is deployed as packaged."""
    # It has no alarms over several metrics.
    for name in [name for name, r in resources.items() if "Metrics" in r.get("Properties", {})]:
        del resources[name]
    # It takes a parameter's value for text where AWS takes it for the number that it is.
    scaling = resources["Issue"]["Properties"]["Events"]["IssueSqsEventSource"]["Properties"]
    scaling["ScalingConfig"] = {"MaximumConcurrency": 4}
    # It judges a SendEmail as one on resource "*", and knows no ses:FromAddress.
    for resource in resources.values():
        for policy in resource["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Sid"] == "SendMail":
                    statement["Resource"] = "*"
                    del statement["Condition"]


def fail_once(package: Path, endpoint: str, say: Callable[[str], None]) -> str:
    """A first create that fails when its tables are there; returns what was said of it."""

    def breaks(template: dict[str, Any]) -> None:
        template["Resources"] |= {
            "Signal": {"Type": "AWS::CloudFormation::WaitConditionHandle", "Properties": {}},
            "NeverSignalled": {
                "Type": "AWS::CloudFormation::WaitCondition",
                "DependsOn": ["AccountsTable", "ClaimsTable", "DocumentsBucket", "MailIdentity"],
                "Properties": {"Handle": {"Ref": "Signal"}, "Timeout": "1", "Count": 1},
            },
        }

    try:
        bring_up(package, endpoint, say, also=breaks)
    except DeployFailed as problem:
        return str(problem)
    raise RehearsalFailed("A create that cannot succeed did.")
