"""Deploy as docs/deploy.md does: upload the zip, point the template at it, create the stack."""

import json
import shlex
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from infra.package import tracked
from infra.rehearsal.failure import RehearsalFailed, require

REGION = "us-east-1"
CODE_BUCKET = "rehearsal-code"
STACK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Stack:
    """What was deployed: its stage, the address of its API, and its outputs."""

    stage: str
    url: str
    outputs: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """The operator's settings, as the stack gives them."""
        lines = shlex.split(self.outputs["OperatorSettings"])
        return dict(line.split("=", 1) for line in lines)


def check_zip(package: Path) -> None:
    """Every tracked template and static file must be in the zip before anything is deployed."""
    shipped = set(zipfile.ZipFile(package / "deployment.zip").namelist())
    missing = [name for name in tracked(("templates", "static")) if name not in shipped]
    require(not missing, f"Missing from the zip: {', '.join(missing)}")


def deploy(package: Path, endpoint: str) -> Stack:
    """Create the stack from deployment.zip and sam.json; raises RehearsalFailed with its events."""
    template = json.loads((package / "sam.json").read_text())
    stage = template["Parameters"]["Stage"]["Default"]
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket=CODE_BUCKET)
    s3.upload_file(str(package / "deployment.zip"), CODE_BUCKET, "deployment.zip")
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = f"s3://{CODE_BUCKET}/deployment.zip"
    _allow_for_ministack(template["Resources"])
    key = "template.json"
    s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=json.dumps(template).encode())
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    name = f"ceu-{stage}"
    cloudformation.create_stack(
        StackName=name,
        TemplateURL=f"{endpoint}/{CODE_BUCKET}/{key}",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in _parameters(endpoint)
        ],
    )
    outputs = _outputs(cloudformation, name)
    url = f"{endpoint}/_aws/execute-api/{outputs['RestAPIId']}/api"
    return Stack(stage, url, outputs)


def _allow_for_ministack(resources: dict[str, Any]) -> None:
    """The two things in which MiniStack 1.5 differs from AWS; all else is deployed as packaged."""
    # The policy refuses whoever comes without TLS, and on this machine everybody does.
    del resources["DocumentsBucketPolicy"]
    # It judges a SendEmail as one on resource "*", and knows no ses:FromAddress.
    for resource in resources.values():
        for policy in resource["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                if statement["Sid"] == "SendMail":
                    statement["Resource"] = "*"
                    del statement["Condition"]


def _parameters(endpoint: str) -> list[tuple[str, str]]:
    return [
        # The API's own address is known only afterwards; a real stage has a domain of its own.
        ("PortalUrl", endpoint),
        ("MailFrom", "ceu@conference.example.org"),
        ("OrganizerContact", "help@conference.example.org"),
        ("LegacyCeuUrl", "https://old-ceu.example.org"),
    ]


def _outputs(cloudformation: Any, name: str) -> dict[str, str]:
    deadline = time.monotonic() + STACK_SECONDS
    status = reason = ""
    while time.monotonic() < deadline:
        [stack] = cloudformation.describe_stacks(StackName=name)["Stacks"]
        status, reason = stack["StackStatus"], stack.get("StackStatusReason", "")
        if status == "CREATE_COMPLETE":
            return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        if status != "CREATE_IN_PROGRESS":
            break
        time.sleep(0.2)
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    failed = [
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    ]
    raise RehearsalFailed(f"The stack is {status}: {reason}\n" + "\n".join(failed))
