"""A change set made, shown, applied and watched to its end."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.account import stack_of

Say = Callable[[str], None]
_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
# What CloudFormation says when there is nothing to do; it has no status of its own for it.
_NOTHING = ("didn't contain changes", "No updates are to be performed")
_HOLDS_DATA = {"AWS::DynamoDB::Table", "AWS::S3::Bucket"}
_REPLACED = {"True": "  (made anew)", "Conditional": "  (made anew if need be)"}
_DONE = {"CREATE": "made", "UPDATE": "changed", "DELETE": "removed", "IMPORT": "taken over"}
_SIGNS = {"Add": "+", "Modify": "~", "Remove": "-", "Import": "<"}


class DeployFailed(RuntimeError):
    """Says what AWS refused, resource by resource."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack to change; `seconds` between two looks at it."""

    session: Any
    name: str
    seconds: float = 2.0

    @property
    def client(self) -> Any:
        """CloudFormation."""
        return self.session.client("cloudformation")

    @property
    def outputs(self) -> dict[str, str]:
        """What the stack gives."""
        found = stack_of(self.session, self.name).get("Outputs", [])
        return {output["OutputKey"]: output["OutputValue"] for output in found}


def plan(
    stack: Stack, url: str, parameters: Mapping[str, str], *, create: bool, adopt: bool = False
) -> tuple[str, list[str]]:
    """Make a change set; returns its ARN and a line for each change, ("", []) when there is none."""
    made = stack.client.create_change_set(
        StackName=stack.name,
        ChangeSetName=f"deploy-{uuid.uuid4().hex[:12]}",
        ChangeSetType="CREATE" if create else "UPDATE",
        TemplateURL=url,
        Capabilities=_CAPABILITIES,
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()
        ],
        Tags=[{"Key": "ceu-portal", "Value": stack.name}],
        **({"ImportExistingResources": True} if adopt else {}),
    )
    arn = made["Id"]
    while True:
        answer = stack.client.describe_change_set(ChangeSetName=arn, StackName=stack.name)
        if answer["Status"] in ("CREATE_COMPLETE", "FAILED"):
            break
        time.sleep(stack.seconds)
    if answer["Status"] == "FAILED":
        discard(stack, arn)
        reason = answer.get("StatusReason", "")
        if any(words in reason for words in _NOTHING):
            return "", []
        raise DeployFailed(f"CloudFormation refuses the change: {reason}")
    return arn, list(_lines(stack, arn))


def _lines(stack: Stack, arn: str) -> Iterator[str]:
    token: dict[str, str] = {}
    while True:
        page = stack.client.describe_change_set(ChangeSetName=arn, StackName=stack.name, **token)
        for change in page["Changes"]:
            found = change["ResourceChange"]
            _keep_data(found)
            line = f"{_SIGNS.get(found['Action'], '?')} {found['LogicalResourceId']}"
            yield line + _REPLACED.get(found.get("Replacement", ""), "")
        if not page.get("NextToken"):
            return
        token = {"NextToken": page["NextToken"]}


def _keep_data(change: Mapping[str, Any]) -> None:
    """Raises DeployFailed where a table or bucket would be emptied by being made anew."""
    lost = change["Action"] == "Remove" or change.get("Replacement") == "True"
    if lost and change["ResourceType"] in _HOLDS_DATA and change["Action"] != "Add":
        raise DeployFailed(
            f"{change['LogicalResourceId']} holds data and would be replaced or left out. Nothing "
            "was changed; deploy a release that keeps it as it is."
        )


def discard(stack: Stack, arn: str) -> None:
    """Delete a change set that is not applied."""
    stack.client.delete_change_set(ChangeSetName=arn, StackName=stack.name)


def apply(stack: Stack, arn: str, say: Say) -> None:
    """Execute a change set and say each resource as it is done. Raises DeployFailed."""
    since = _last_event(stack)
    stack.client.execute_change_set(ChangeSetName=arn, StackName=stack.name)
    _watch(stack, since, say)


def remove_empty(stack: Stack, say: Say) -> None:
    """Delete a stack that a failed create left; it holds nothing any more."""
    since = _last_event(stack)
    stack.client.delete_stack(StackName=stack.name)
    _watch(stack, since, say)


def _watch(stack: Stack, since: str, say: Say) -> None:
    failed: list[str] = []
    while True:
        status, reason = _status(stack)
        for event in _events_after(stack, since):
            since = event["EventId"]
            _tell(event, failed, say)
        if not status.endswith("_IN_PROGRESS"):
            break
        time.sleep(stack.seconds)
    good = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE"}
    if status not in good:
        raise DeployFailed("\n".join([f"{stack.name} is {status}. {reason}".strip(), *failed]))


def _status(stack: Stack) -> tuple[str, str]:
    found = stack_of(stack.session, stack.name)
    return (
        str(found.get("StackStatus", "DELETE_COMPLETE")),
        str(found.get("StackStatusReason", "")),
    )


def _tell(event: dict[str, Any], failed: list[str], say: Say) -> None:
    status, name = event["ResourceStatus"], event["LogicalResourceId"]
    if status.endswith("_FAILED"):
        line = f"{name}: {event.get('ResourceStatusReason', status)}"
        failed.append(line)
        say(f"  failed  {line}")
    elif status.endswith("_COMPLETE"):
        done = status.removesuffix("_COMPLETE")
        say(f"  {_DONE.get(done, done.lower().replace('_', ' '))}  {name}")


def _last_event(stack: Stack) -> str:
    return next((str(event["EventId"]) for event in _events(stack)), "")


def _events_after(stack: Stack, since: str) -> list[dict[str, Any]]:
    """Events since that one, oldest first."""
    fresh = itertools.takewhile(lambda event: event["EventId"] != since, _events(stack))
    return list(fresh)[::-1]


def _events(stack: Stack) -> Iterator[dict[str, Any]]:
    """Events, newest first, a page at a time; none of a stack that is gone."""
    pages = stack.client.get_paginator("describe_stack_events").paginate(StackName=stack.name)
    try:
        for page in pages:
            yield from page["StackEvents"]
    except ClientError as problem:
        if "does not exist" not in problem.response["Error"]["Message"]:
            raise
