"""IAM as real AWS would apply it: each call that a function's code makes is held against its policy,
and what was used is kept, so that a policy that allows more is found as well.
"""

import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import local
from typing import Any

import botocore.handlers
from botocore.exceptions import ClientError

from stages.test import ACCOUNT, REGION
from tests.support.policies import allows, granted

# An action, the resource it is on, and for tables what its partition key begins with.
Request = tuple[str, str, str]

used: dict[str, set[Request]] = {}
refused: list[str] = []
_taken_away: set[tuple[str, str]] = set()

# Whose code is running, by the file of the outermost frame that tells.
_ROLES = {
    "/ops/commands/": "operator",
    "/ops/stack.py": "operator",
    "/chalicelib/events/certificates.py": "issue",
    "/chalicelib/events/feedback.py": "feedback",
    "/chalicelib/events/imports.py": "imports",
    "/chalicelib/events/schedule.py": "sweep",
    "/chalicelib/services/certificates/sweep.py": "sweep",
    "/chalicelib/services/imports/sweep.py": "sweep",
    "/chalicelib/services/reissue/sweep.py": "sweep",
    "/chalicelib/http/": "api",
    "/chalicelib/web/": "api",
    "/chalicelib/api/": "api",
}
_IN_A_TRANSACTION = {
    "ConditionCheck": "ConditionCheckItem",
    "Put": "PutItem",
    "Delete": "DeleteItem",
    "Update": "UpdateItem",
    "Get": "GetItem",
}
# Lambda itself asks for these in the function's name, not our code.
PLATFORM = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
}


def listen() -> None:
    """Hold every call from here on against its policy; only clients made after this are heard."""
    botocore.handlers.BUILTIN_HANDLERS.append(("before-parameter-build", _before))
    botocore.handlers.BUILTIN_HANDLERS.append(("before-sign.s3.GetObject", _link))
    botocore.handlers.BUILTIN_HANDLERS.append(("before-sign.s3.PutObject", _form))
    ThreadPoolExecutor.submit = _submit  # type: ignore[assignment, method-assign]


@contextmanager
def without(role: str, action: str) -> Iterator[None]:
    """As if the role's policy lacked an action; what is refused for it is expected."""
    _taken_away.add((role, action))
    before = len(refused)
    try:
        yield
    finally:
        _taken_away.remove((role, action))
        del refused[before:]


def unused(role: str) -> set[Request]:
    """What a role's policy allows and none of its code has asked for."""
    asked = used.get(role, set())
    return {
        (action, pattern, keys)
        for action, pattern, keys in granted(role)
        if action not in PLATFORM
        and not any(a == action and _matches(r, pattern) and _matches(k, keys) for a, r, k in asked)
    }


def _matches(resource: str, pattern: str) -> bool:
    return resource == pattern or (pattern.endswith("*") and resource.startswith(pattern[:-1]))


def _before(params: Any, model: Any, **_: Any) -> None:
    role = running()
    # botocore says so of a form that it signs, and asks for no bucket; `_form` holds it.
    if role and model.name != "CreateBucket":
        service = model.service_model.service_name
        for request in _requests(service, model.name, params):
            _hold(role, request)


def _link(request: Any, **_: Any) -> None:
    """A signed link is asked for nobody: it is used under the policy of whoever signed it."""
    role = running()
    if role and request.context.get("is_presign_request"):
        bucket, _, key = request.url.partition("://")[2].partition("?")[0].partition("/")
        _hold(role, ("s3:GetObject", f"arn:aws:s3:::{bucket.split('.')[0]}/{key}", ""))


def _form(request: Any, **_: Any) -> None:
    """A signed form, too."""
    role = running()
    fields = request.context.get("s3-presign-post-fields")
    if role and fields:
        bucket = request.url.partition("://")[2].partition(".")[0]
        _hold(role, ("s3:PutObject", f"arn:aws:s3:::{bucket}/{fields['key']}", ""))


def _hold(role: str, request: Request) -> None:
    action, resource, key = request
    if (role, action) in _taken_away or not allows(role, action, resource, key):
        refused.append(f"{role} may not {action} on {resource}" + (f", {key}" if key else ""))
        raise ClientError(
            {"Error": {"Code": "AccessDeniedException", "Message": refused[-1]}}, action
        )
    used.setdefault(role, set()).add(request)


_plain_submit = ThreadPoolExecutor.submit
_begun_by = local()


def _submit(
    self: ThreadPoolExecutor, work: Callable[..., Any], *given: Any, **named: Any
) -> Future[Any]:
    """What a thread of ours does is done by the role that asked for it: its stack begins anew."""
    ours = "/chalicelib/" in sys._getframe(1).f_code.co_filename
    role = running() if ours else ""

    def done(*given: Any, **named: Any) -> Any:
        _begun_by.role = role
        return work(*given, **named)

    return _plain_submit(self, done, *given, **named)


def running() -> str:
    """The role whose code is on the stack, "" for a test's own."""
    frame = sys._getframe(1)
    found: str = getattr(_begun_by, "role", "")
    while frame is not None:
        found = _role_of(frame.f_code.co_filename) or found
        frame = frame.f_back  # type: ignore[assignment]
    return found


@cache
def _role_of(file: str) -> str:
    return next((role for part, role in _ROLES.items() if part in file), "")


def _requests(service: str, operation: str, params: Any) -> list[Request]:
    """The IAM actions of an API call, each with its resource."""
    return _BY_SERVICE[service](operation, params)


def _dynamodb(operation: str, params: Any) -> list[Request]:
    if operation in ("TransactWriteItems", "TransactGetItems"):
        return [
            (
                f"dynamodb:{_IN_A_TRANSACTION[kind]}",
                _table(item["TableName"]),
                _leading(item.get("Key") or item["Item"]),
            )
            for entry in params["TransactItems"]
            for kind, item in entry.items()
        ]
    if operation in ("BatchGetItem", "BatchWriteItem"):
        return [
            (f"dynamodb:{operation}", _table(name), key)
            for name, asked in params["RequestItems"].items()
            for key in _leading_keys(asked)
        ]
    resource = _table(params["TableName"]) if "TableName" in params else "*"
    if "IndexName" in params:
        resource += f"/index/{params['IndexName']}"
    return [(f"dynamodb:{operation}", resource, _leading_of(operation, params))]


def _leading_of(operation: str, params: Any) -> str:
    if operation == "Query":
        # The condition's first part names the partition: "#0 = :0", alone or in an AND.
        equal = re.search(r"#\w+ = (:\w+)", params["KeyConditionExpression"])
        assert equal, params["KeyConditionExpression"]
        [value] = params["ExpressionAttributeValues"][equal[1]].values()
        return _beginning(value)
    item = params.get("Key") or params.get("Item")
    return _leading(item) if item else ""


def _leading_keys(asked: Any) -> set[str]:
    """Of one table in a batch: keys to get, or requests to write."""
    if isinstance(asked, dict):
        return {_leading(key) for key in asked["Keys"]}
    requests = [request for each in asked for request in each.values()]
    return {_leading(request.get("Key") or request["Item"]) for request in requests}


def _leading(item: Any) -> str:
    [value] = item["pk"].values()
    return _beginning(value)


def _beginning(key: str) -> str:
    """ACCOUNT#alice as ACCOUNT#: a policy names no person."""
    kind, separator, _ = key.partition("#")
    return kind + separator


def _table(name: str) -> str:
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}"


def _sqs(operation: str, params: Any) -> list[Request]:
    name = params.get("QueueName") or params["QueueUrl"].rpartition("/")[2]
    return [(f"sqs:{operation}", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}", "")]


_S3_ACTIONS = {
    "HeadObject": "GetObject",
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
}


def _s3(operation: str, params: Any) -> list[Request]:
    action = _S3_ACTIONS.get(operation, operation)
    action += "Version" if operation == "GetObject" and "VersionId" in params else ""
    key = f"/{params['Key']}" if "Key" in params else ""
    return [(f"s3:{action}", f"arn:aws:s3:::{params['Bucket']}{key}", "")]


def _ses(operation: str, params: Any) -> list[Request]:
    if operation != "SendEmail":
        return [(f"ses:{operation}", "*", "")]
    # SES asks for both where the content is raw, on the identity (the address's or its domain's,
    # whichever is verified) and on the configuration set.
    sender = params["FromEmailAddress"]
    names = [f"identity/{sender}", f"identity/{sender.partition('@')[2]}"]
    if "ConfigurationSetName" in params:
        names.append(f"configuration-set/{params['ConfigurationSetName']}")
    return [
        (f"ses:{action}", f"arn:aws:ses:{REGION}:{ACCOUNT}:{name}", "")
        for action in ("SendEmail", "SendRawEmail")
        for name in names
    ]


def _cloudformation(operation: str, params: Any) -> list[Request]:
    stack = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{params['StackName']}/*"
    return [(f"cloudformation:{operation}", stack, "")]


def _whole_service(service: str) -> Callable[[str, Any], list[Request]]:
    return lambda operation, _: [(f"{service}:{operation}", "*", "")]


_BY_SERVICE: dict[str, Callable[[str, Any], list[Request]]] = {
    "dynamodb": _dynamodb,
    "sqs": _sqs,
    "s3": _s3,
    "sesv2": _ses,
    "cloudformation": _cloudformation,
    # "No permissions are required to perform this operation": STS API, GetCallerIdentity.
    "sts": lambda operation, _: [] if operation == "GetCallerIdentity" else [(operation, "*", "")],
    "cloudwatch": _whole_service("cloudwatch"),
}
