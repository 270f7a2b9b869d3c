"""`--stack`: the settings of a deployed stage, as its stack gives them."""

from collections.abc import MutableMapping

import boto3
from botocore.exceptions import ClientError

from ops.refusals import refused


def use_stack(name: str, region: str | None, environment: MutableMapping[str, str]) -> None:
    """Take every setting, the region too, from the outputs of stack `name`. Raises Refused."""
    client = boto3.client("cloudformation", region_name=region or None)
    try:
        [stack] = client.describe_stacks(StackName=name)["Stacks"]
    except ClientError as problem:
        if "does not exist" not in problem.response["Error"]["Message"]:
            raise
        raise refused(
            "--stack", f"there is no stack {name} in {client.meta.region_name}; see --region"
        ) from None
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
    if "OperatorSettings" not in outputs:
        raise refused("--stack", f"{name} isn't a stage of the portal, or was never deployed")
    settings = operator_settings(outputs["OperatorSettings"])
    environment.update(settings | {"AWS_DEFAULT_REGION": settings["AWS_REGION"]})


def operator_settings(output: str) -> dict[str, str]:
    """The output OperatorSettings as an environment: a line a setting, NAME=value, nothing quoted.

    A name with quotes comes out as it was given.
    """
    lines = [line for line in output.splitlines() if line.strip()]
    return dict(line.split("=", 1) for line in lines)
