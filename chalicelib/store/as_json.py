"""Values of the domain as stored JSON: dates, decimals and enums come back as what they were."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


class AsJson(Generic[T]):
    """`AsJson[Kind](Kind)`; pydantic is imported at the first use: a cold start does without."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def dump(self, value: T, *, exclude_defaults: bool = False) -> bytes:
        """The value as JSON; `exclude_defaults` leaves out what a reader would fill in anyway."""
        return self._adapter.dump_json(value, exclude_defaults=exclude_defaults)

    def load(self, data: str | bytes) -> T:
        """The value of stored JSON; raises pydantic's ValidationError for what no version wrote."""
        return self._adapter.validate_json(data)

    @cached_property
    def _adapter(self) -> "TypeAdapter[T]":
        from pydantic import TypeAdapter

        return TypeAdapter(self._kind)
