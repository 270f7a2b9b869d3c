"""What each function's policy allows, as IAM would read it for the test stage."""

import fnmatch
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from infra.package import ROOT, infrastructure
from stages.test import ACCOUNT, REGION

FUNCTIONS = ("api", "issue", "feedback", "imports", "sweep")
PREFIX = "ceu-test"
# An action, a resource that may end in *, and what partition keys it is for, "*" where it is for any.
Grant = tuple[str, str, str]

_TABLES = ("Accounts", "Audit", "Conferences", "Claims")
_QUEUES = {
    "CertificatesQueue": "certificates",
    "CertificatesDeadQueue": "certificates-dead",
    "ImportsQueue": "imports",
    "FeedbackQueue": "feedback",
    "FeedbackDeadQueue": "feedback-dead",
    "ImportsDeadQueue": "imports-dead",
}


@cache
def granted(role: str) -> frozenset[Grant]:
    """Every action and resource that a role's policy names, in the order of neither."""
    return frozenset(
        (action, resource, keys)
        for statement in _statements(role)
        if statement["Effect"] == "Allow"
        for action in statement["Action"]
        for resource in map(_resolved, _listed(statement["Resource"]))
        for keys in _leading_keys(statement)
    )


@cache
def denied(role: str) -> frozenset[Grant]:
    """What the role's policy denies, whatever else allows it."""
    return frozenset(
        (action, resource, "*")
        for statement in _statements(role)
        if statement["Effect"] == "Deny"
        for action in statement["Action"]
        for resource in map(_resolved, _listed(statement["Resource"]))
    )


@cache
def allows(role: str, action: str, resource: str, key: str = "") -> bool:
    """Whether the role's policy allows an action on a resource, on items of that partition."""
    return _named_in(granted(role), action, resource, key) and not _named_in(
        denied(role), action, resource, key
    )


def _named_in(grants: frozenset[Grant], action: str, resource: str, key: str) -> bool:
    return any(
        action == named
        and fnmatch.fnmatchcase(resource, pattern)
        and fnmatch.fnmatchcase(key, keys)
        for named, pattern, keys in grants
    )


def _leading_keys(statement: Any) -> list[str]:
    """What the statement's condition on dynamodb:LeadingKeys names."""
    like = statement.get("Condition", {}).get("ForAllValues:StringLike", {})
    return list(like.get("dynamodb:LeadingKeys", ["*"]))


def _statements(role: str) -> list[Any]:
    if role == "operator":
        policy = infrastructure("test")["Resources"]["OperatorPolicy"]["Properties"]
        return list(policy["PolicyDocument"]["Statement"])
    document = json.loads((ROOT / f".chalice/policy-{role}.json").read_text())
    return list(document["Statement"])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resolved(value: Any) -> str:
    """A resource as CloudFormation would write it out."""
    if isinstance(value, str):
        return value
    [(function, argument)] = value.items()
    if function == "Fn::GetAtt":
        return _named()[".".join(argument)]
    if function == "Ref":
        return _named()[argument]
    if function == "Fn::Sub":
        text, more = (argument, {}) if isinstance(argument, str) else argument
        return _filled(text, _named() | {name: _resolved(v) for name, v in more.items()})
    if function == "Fn::Select":
        place, parts = argument
        return str(_parts(parts)[int(place)])
    raise AssertionError(f"unknown function in a policy: {function}")


def _parts(value: Any) -> list[str]:
    separator, text = value["Fn::Split"]
    return _resolved(text).split(separator)


def _filled(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"${{{name}}}", value)
    assert "${" not in text, text
    return text


@cache
def _named() -> dict[str, str]:
    found = {
        "AWS::Partition": "aws",
        "AWS::Region": REGION,
        "AWS::AccountId": ACCOUNT,
        "Stage": "test",
        "MailFrom": "ceu@conference.example.org",
        "MailConfigurationSet": f"{PREFIX}-mail",
        "UnaskedConfigurationSet": f"{PREFIX}-unasked",
        "ImportsBucket.Arn": f"arn:aws:s3:::{PREFIX}-imports",
        "DocumentsBucket.Arn": f"arn:aws:s3:::{PREFIX}-documents",
        "AuditBucket.Arn": f"arn:aws:s3:::{PREFIX}-audit",
    }
    for table in _TABLES:
        name = f"{PREFIX}-{table.lower()}"
        found[f"{table}Table.Arn"] = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}"
    for logical, name in _QUEUES.items():
        found[f"{logical}.Arn"] = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{PREFIX}-{name}"
    for function in FUNCTIONS:
        logs = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/{PREFIX}-{function}:*"
        found[f"{function.capitalize()}Logs.Arn"] = logs
    return found
