"""Faults of AWS: at the n-th call of an operation, before it takes effect or after it did.

Only clients made while `listen` is in force are reached: call it before any exists.
"""

import contextlib
import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import botocore.handlers
from botocore.exceptions import ClientError, ReadTimeoutError

from stages.quicker_boto import in_full

Fault = Callable[..., None]
_planned: list[tuple[str, str, Fault]] = []


def listen() -> None:
    """Let faults reach every client made from here on, PynamoDB's included."""
    for phase in ("before-send", "after-call"):
        # First, before the embedded AWS handles the call.
        botocore.handlers.BUILTIN_HANDLERS.insert(0, (phase, _at(phase)))


def _at(phase: str) -> Callable[..., None]:
    def handler(event_name: str, **details: Any) -> None:
        operation = event_name.rpartition(".")[2]
        for planned_phase, planned_operation, fault in _planned:
            if (planned_phase, planned_operation) == (phase, operation):
                fault(**details)

    return handler


@contextmanager
def before(operation: str, fault: Fault) -> Iterator[None]:
    """The call has no effect when `fault` raises."""
    with _plan("before-send", operation, fault):
        yield


@contextmanager
def after(operation: str, fault: Fault) -> Iterator[None]:
    """The call has had its effect when `fault` raises."""
    with _plan("after-call", operation, fault):
        yield


@contextmanager
def _plan(phase: str, operation: str, fault: Fault) -> Iterator[None]:
    entry = (phase, operation, fault)
    _planned.append(entry)
    try:
        with in_full(operation):
            yield
    finally:
        _planned.remove(entry)


def error_of(code: str) -> ClientError:
    """What botocore raises for an error of AWS."""
    return ClientError({"Error": {"Code": code, "Message": code}}, "Fault")


def error(code: str, *, times: int = 1_000, first: int = 1, about: str = "") -> Fault:
    """AWS answers with that error `times` times, from the `first` call on; `about`: in such requests."""
    return _raising(lambda: error_of(code), times, first, about)


def no_answer(*, times: int = 1_000, first: int = 1, about: str = "") -> Fault:
    """The connection is silent until it times out."""
    return _raising(lambda: ReadTimeoutError(endpoint_url="https://aws"), times, first, about)


def _raising(make: Callable[[], Exception], times: int, first: int, about: str) -> Fault:
    seen = 0

    def fault(request: Any = None, **_: Any) -> None:
        nonlocal seen
        if about and about.encode() not in bytes(getattr(request, "body", None) or b""):
            return
        seen += 1
        if first <= seen < first + times:
            raise make()

    return fault


def repeated() -> Fault:
    """Each call takes effect twice, as when its first answer was lost and the SDK asked again.

    Real DynamoDB knows a repeated transaction by its token; the embedded one does not.
    """
    busy = False

    def fault(request: Any, **_: Any) -> None:
        nonlocal busy
        if busy:
            return
        busy = True
        try:
            operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
            client: Any = boto3.client("dynamodb", region_name="us-east-1")
            with contextlib.suppress(ClientError):
                client._make_api_call(operation, json.loads(request.body, object_hook=_bytes))
        finally:
            busy = False

    return fault


def _bytes(value: dict[str, Any]) -> dict[str, Any]:
    """A binary attribute as the client takes it, from what goes over the wire."""
    return {"B": b64decode(value["B"])} if list(value) == ["B"] else value


def cancelled(*, times: int = 1) -> Fault:
    """A transaction is refused by a condition `times` times."""
    reasons: Any = [{"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}]
    problem = ClientError(
        {
            "Error": {"Code": "TransactionCanceledException", "Message": "cancelled"},
            "CancellationReasons": reasons,
        },
        "TransactWriteItems",
    )
    return _raising(lambda: problem, times, 1, "")
