"""A call to the embedded tables, without the HTTP request that botocore would make of it and sign.

What listens to a call hears it as before: its parameters, its body, and what came of it. Only what happens
on the way (a fault, a retry) is heard `in_full` alone.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import ParamValidationError
from botocore.parsers import create_parser
from botocore.validate import ParamValidator
from moto.core.models import botocore_stubber

from stages.quicker_calls import ON_ITEMS, Straight

_client: Any = BaseClient
_make = _client._make_api_call
_TABLES = "https://dynamodb."
_in_full: list[str] = []


def hurry_boto() -> None:
    """For all of this process's calls from here on."""
    _client._make_api_call = _made


@contextmanager
def in_full(operation: str) -> Iterator[None]:
    """Within, calls of that operation go all of botocore's way."""
    _in_full.append(operation)
    try:
        yield
    finally:
        _in_full.remove(operation)


def _made(client: Any, operation: str, params: Any) -> Any:
    meta = client.meta
    if (
        operation not in ON_ITEMS
        or operation in _in_full
        or not botocore_stubber.enabled
        or not meta.endpoint_url.startswith(_TABLES)
    ):
        return _make(client, operation, params)
    model = meta.service_model.operation_model(operation)
    context = {"client_region": meta.region_name, "client_config": meta.config}
    params = client._emit_api_params(params, model, context)
    if meta.config.parameter_validation:  # PynamoDB's own clients have none
        _check(params, model)
    body = json.dumps(params, default=_binary)
    request = {"headers": {}, "body": body, "context": context, "url": meta.endpoint_url}
    name = f"dynamodb.{operation}"
    meta.events.emit(f"before-call.{name}", model=model, params=request, context=context)
    handler = Straight(operation, body.encode(), meta.region_name, {})
    status, headers, answer = handler.call_action()
    read = _taken if status < 300 else _refused
    parsed = read(model, int(status), headers, answer)
    http = SimpleNamespace(status_code=int(status), headers=headers)
    meta.events.emit(
        f"after-call.{name}", http_response=http, parsed=parsed, model=model, context=context
    )
    if status < 300:
        return parsed
    raise client.exceptions.from_code(parsed["Error"].get("Code"))(parsed, operation)


def _check(params: Any, model: Any) -> None:
    found = ParamValidator().validate(params, model.input_shape)
    if found.has_errors():
        raise ParamValidationError(report=found.generate_report())


def _taken(model: Any, status: int, headers: Any, answer: str) -> Any:
    if '"B"' in answer or '"BS"' in answer:
        return _parsed(model.output_shape, status, headers, answer)
    members = model.output_shape.members
    found = {
        name: value
        for name, value in json.loads(answer).items()
        if value is not None and name in members
    }
    about = {"HTTPStatusCode": status, "HTTPHeaders": headers, "RetryAttempts": 0}
    about["RequestId"] = headers["x-amzn-requestid"]
    return found | {"ResponseMetadata": about}


def _refused(model: Any, status: int, headers: Any, answer: str) -> Any:
    parsed = _parsed(model.output_shape, status, headers, answer)
    shape = model.service_model.shape_for_error_code(parsed["Error"].get("Code"))
    if shape is not None:
        parsed.update(_parsed(shape, status, headers, answer))
    return parsed


def _parsed(shape: Any, status: int, headers: Any, answer: str) -> Any:
    response = {"status_code": status, "headers": headers, "body": answer.encode(), "context": {}}
    parsed = create_parser("json").parse(response, shape)
    parsed.get("ResponseMetadata", {})["RetryAttempts"] = 0
    return parsed


def _binary(value: bytes) -> str:
    return b64encode(value).decode()
