"""What moto works out anew at every call, worked out once, and no guessing at names it has exactly."""

import re
from typing import Any

from moto.core import models
from moto.core.base_backend import BaseBackend
from moto.core.serialize import JSONSerializer

from stages.quicker_boto import hurry_boto
from stages.quicker_calls import hurry_calls
from stages.quicker_conditions import hurry_conditions
from stages.quicker_items import hurry_items
from stages.quicker_memory import hurry_memory
from stages.quicker_tables import hurry_tables
from stages.quicker_updates import hurry_updates

_urls = BaseBackend.urls.fget  # type: ignore[attr-defined]
_structure = JSONSerializer._serialize_type_structure
# Of two hundred addresses a service, those outside of China and of closed regions.
_COMMON = re.compile(r"amazonaws\\?\.com(?!\\?\.cn)")
_addresses: dict[type[BaseBackend], Any] = {}


def hurry() -> None:
    """For all of this process's calls from here on."""
    hurry_served()
    hurry_calls()
    hurry_boto()
    BaseBackend.urls = property(_known_urls)  # type: ignore[method-assign,assignment]
    # Nothing here calls AWS through `requests`, so the thousand answers to it are left out of each test.
    models.RESPONSES_METHODS = []


def hurry_served() -> None:
    """For moto's server in this process, too, where calls to tables are let in one at a time."""
    hurry_tables()
    hurry_conditions()
    hurry_items()
    hurry_updates()
    hurry_memory()
    JSONSerializer._serialize_type_structure = _exactly  # type: ignore[method-assign,assignment]


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
