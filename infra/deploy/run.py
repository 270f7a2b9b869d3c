"""One deployment from packaged files to a stack that stands; the rehearsal runs the same."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3

from infra.deploy import stack as stacks
from infra.deploy.account import Account, look
from infra.deploy.checks import EMPTY, Verdict, creates, judge
from infra.deploy.config import Config
from infra.deploy.stack import DeployFailed, Say, Stack
from infra.deploy.template import Adjust, load, name_what_is_kept, runtime
from infra.deploy.upload import upload

_LATER = "https://address-follows.invalid"  # a trial stage's address is known once its API exists


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is deployed, from where. `adjust` changes the template: the rehearsal's alone."""

    config: Config
    package: Path
    say: Say
    adjust: Adjust = lambda template: None
    seconds: float = 2.0


def deploy(deployment: Deployment, *, only_plan: bool = False) -> dict[str, str]:
    """Check, upload, and apply; returns the stack's outputs. Raises DeployFailed.

    With `only_plan` it shows what would change, and nothing is changed but the code bucket.
    """
    config, say = deployment.config, deployment.say
    template = load(deployment.package)
    account = look(config)
    verdict = judge(config, account, runtime(template), (sys.version_info[0], sys.version_info[1]))
    _tell(verdict, say)
    session = boto3.Session(region_name=config.region)
    stack = Stack(session, config.stack, deployment.seconds)
    name_what_is_kept(template, config.stage, account.id)
    deployment.adjust(template)
    bucket = config.code_bucket or f"{config.stack}-code-{account.id}"
    url = upload(session, bucket, deployment.package, template)
    parameters = _parameters(template, config, verdict, account)
    create = creates(account)
    if account.status in EMPTY:
        if only_plan:
            say("Everything would be made anew.")
            return {}
        stacks.remove_empty(stack, say)
    if create:
        # While a create can fail, its tables must be deletable again.
        parameters["ProtectData"] = "yes" if verdict.adopts else "no"
    _apply(stack, url, parameters, say, create=create, adopt=verdict.adopts, only_plan=only_plan)
    if create and not only_plan:
        _finish(stack, url, parameters, say)
    return stack.outputs


def _tell(verdict: Verdict, say: Say) -> None:
    for note in verdict.notes:
        say(f"note: {note}")
    if verdict.problems:
        raise DeployFailed("\n".join(["Nothing was changed.", *verdict.problems]))


def _parameters(
    template: Mapping[str, Any], config: Config, verdict: Verdict, account: Account
) -> dict[str, str]:
    """The file's, what was decided, and nothing that an earlier deployment had besides."""
    known = template["Parameters"]
    chosen = dict(config.parameters) | verdict.parameters | {"ProtectData": "yes"}
    if not chosen.get("PortalUrl"):
        chosen["PortalUrl"] = account.parameters.get("PortalUrl", _LATER)
    kept = account.parameters.get("PasskeyRpId")
    chosen["PasskeyRpId"] = (
        kept if kept not in (None, "", _host(_LATER)) else _host(chosen["PortalUrl"])
    )
    return {name: value for name, value in chosen.items() if name in known}


def _apply(
    stack: Stack,
    url: str,
    parameters: Mapping[str, str],
    say: Say,
    *,
    create: bool,
    adopt: bool,
    only_plan: bool,
) -> None:
    arn, lines = stacks.plan(stack, url, parameters, create=create, adopt=adopt)
    if not arn:
        say("Nothing to change.")
        return
    say(f"{len(lines)} changes to {stack.name} (+ new, ~ changed, - removed, < taken over):")
    for line in lines:
        say(f"  {line}")
    if only_plan:
        stacks.discard(stack, arn)
        if create:
            stack.client.delete_stack(StackName=stack.name)
        say("Planned only: nothing was changed.")
        return
    stacks.apply(stack, arn, say)


def _finish(stack: Stack, url: str, parameters: Mapping[str, str], say: Say) -> None:
    """Once it stands: tables refuse to be deleted, and a trial stage learns its address."""
    final = dict(parameters) | {"ProtectData": "yes"}
    if final["PortalUrl"] == _LATER:
        final["PortalUrl"] = stack.outputs["EndpointURL"].rstrip("/")
        final["PasskeyRpId"] = _host(final["PortalUrl"])
    arn, _ = stacks.plan(stack, url, final, create=False)
    if arn:
        say("Protecting the tables …")
        stacks.apply(stack, arn, say)


def _host(portal_url: str) -> str:
    """Passkeys made for one domain work at no other, so it is kept from the first deployment on."""
    return urlsplit(portal_url).hostname or ""
