"""What moto works out anew at every call, worked out once, and no guessing at names it has exactly."""

import copy
import re
from collections import defaultdict
from functools import cache
from typing import Any

from moto.core import responses
from moto.core.base_backend import BaseBackend
from moto.core.serialize import JSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

from stages.quicker_tables import hurry_tables

_urls = BaseBackend.urls.fget  # type: ignore[attr-defined]
_structure = JSONSerializer._serialize_type_structure
# Of two hundred addresses a service, those outside of China and of closed regions.
_COMMON = re.compile(r"amazonaws\\?\.com(?!\\?\.cn)")
_addresses: dict[type[BaseBackend], Any] = {}


def hurry() -> None:
    """For all of this process's calls from here on."""
    hurry_tables()
    setattr(responses, "method_names_from_class", cache(method_names_from_class))  # noqa: B010
    BaseBackend.urls = property(_known_urls)  # type: ignore[method-assign,assignment]
    JSONSerializer._serialize_type_structure = _exactly  # type: ignore[method-assign,assignment]
    # Both ways of running it let one call at a time to the tables.
    setattr(models, "copy", _copies)  # noqa: B010
    DynamoDBBackend.transact_write_items = _remembering  # type: ignore[method-assign,assignment]


def _known_urls(backend: BaseBackend) -> Any:
    kind = type(backend)
    if kind not in _addresses:
        everywhere = _urls(backend).items()
        _addresses[kind] = {url: handle for url, handle in everywhere if _COMMON.search(url)}
    return _addresses[kind]


def _exactly(self: JSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """DynamoDB's answers are dictionaries with AWS's own names: look for no others."""
    if type(value) is not dict or self.operation_model.service_model.service_name != "dynamodb":
        _structure(self, serialized, value, shape, key)
        return
    wrapper = self.MAP_TYPE() if key else serialized
    for name, member in shape.members.items():
        if value.get(name) is not None:
            member.parent = shape
            self._serialize(wrapper, value[name], member, name)
    if key:
        self._default_serialize(serialized, wrapper, shape, key)


class _Copies:
    """In moto's transactions, for the module `copy`: of a table, only what the transaction names.

    It copies every item of a table for each item of a transaction, to put them back where it fails.
    """

    def __init__(self) -> None:
        self.named: list[tuple[str, DynamoType, DynamoType]] = []  # one call at a time, see below

    def deepcopy(self, thing: Any) -> Any:
        """A copy to go back to."""
        if not isinstance(thing, Table):
            return copy.deepcopy(thing)
        kept: Any = object.__new__(Table)  # type: ignore[type-abstract]
        kept.__dict__.update(thing.__dict__)
        kept.items = defaultdict(dict, {key: dict(sorts) for key, sorts in thing.items.items()})
        for name, pk, sk in self.named:
            if name == thing.name and sk in kept.items.get(pk, ()):
                kept.items[pk][sk] = copy.deepcopy(kept.items[pk][sk])
        return kept


_copies = _Copies()
_transact = DynamoDBBackend.transact_write_items


def _remembering(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    operations = [operation for item in transact_items for operation in item.values()]
    _copies.named = [
        (each["TableName"], DynamoType(key["pk"]), DynamoType(key["sk"]))
        for each in operations
        for key in (each.get("Key") or each["Item"],)
    ]
    _transact(backend, transact_items)
