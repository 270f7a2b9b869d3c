"""The embedded AWS as it was at a moment, to begin from again: making it anew takes ten times as long."""

from copy import deepcopy
from threading import Condition
from typing import Any

from moto.backends import get_backend

State = dict[str, Any]
_WHERE = {"dynamodb": "us-east-1", "sqs": "us-east-1", "s3": "aws", "ses": "us-east-1"}


def keep(account: str) -> State:
    """A copy of all that the account's tables, queues, buckets and email hold now."""
    return {service: _copy(_backend(service, account)) for service in _WHERE}


def put_back(state: State, account: str) -> None:
    """Make the account's services hold that, and nothing else."""
    for service, kept in state.items():
        backend = _backend(service, account)
        backend.__dict__.clear()
        backend.__dict__.update(deepcopy(kept, _alone(kept)))


def _backend(service: Any, account: str) -> Any:
    return get_backend(service)[account][_WHERE[service]]


def _copy(backend: Any) -> State:
    return deepcopy(backend.__dict__, _alone(backend.__dict__))


def _alone(state: State) -> dict[int, Any]:
    """What a copy has of its own: a queue's lock cannot be copied."""
    queues = state.get("queues", {}).values()
    return {id(queue._messages_lock): Condition() for queue in queues}
