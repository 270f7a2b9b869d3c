"""One setting: what it must look like, and its value from the text of an environment variable.

An own small reader, because every cold start pays for it: pydantic's took a sixth of `import app`.
"""

import re
from dataclasses import dataclass
from typing import Any, get_args, get_origin

_TRUTH = {"true": True, "1": True, "yes": True, "on": True}
_TRUTH |= {"false": False, "0": False, "no": False, "off": False}
_MISSING: Any = object()


@dataclass(frozen=True)
class Like:
    """A text that matches `pattern` whole; `words` say that in an error."""

    pattern: str
    words: str


@dataclass(frozen=True)
class Within:
    """A number from `ge` to `le`, both included."""

    ge: float | None = None
    le: float | None = None


class Setting:
    """What a field of Settings is declared with: its default, if any, its bounds, and its meaning."""

    name: str
    kind: type
    rules: tuple[Like | Within, ...]

    def __init__(
        self,
        default: Any = _MISSING,
        *,
        description: str,
        min_length: int = 0,
        ge: float | None = None,
        le: float | None = None,
    ) -> None:
        self.default = default
        self.description = description
        self.min_length = min_length
        self.rules = () if ge is None and le is None else (Within(ge, le),)

    def declare(self, name: str, annotation: Any) -> None:
        """Take the field's name and annotation, `Annotated` with a Like or Within or neither."""
        self.name = name
        if get_origin(annotation) is None:
            self.kind = annotation
        else:
            self.kind, *rules = get_args(annotation)
            self.rules += tuple(rules)

    def is_required(self) -> bool:
        """There is no default."""
        return self.default is _MISSING

    def read(self, text: str | None) -> Any:
        """The value; raises ValueError, saying in words what the variable must be."""
        if text is None:
            if self.is_required():
                raise ValueError("missing")
            return self.default
        value = self._typed(text)
        if len(text) < self.min_length:
            raise ValueError(f"must have at least {self.min_length} characters")
        for rule in self.rules:
            _check(value, rule)
        return value

    def _typed(self, text: str) -> Any:
        if self.kind is bool:
            if text.strip().lower() not in _TRUTH:
                raise ValueError("must be true or false")
            return _TRUTH[text.strip().lower()]
        if self.kind is str:
            return text
        try:
            return self.kind(text)
        except ValueError:
            what = "a whole number" if self.kind is int else "a number"
            raise ValueError(f"must be {what}") from None


def _check(value: Any, rule: Like | Within) -> None:
    if isinstance(rule, Like):
        if not re.fullmatch(rule.pattern, value):
            raise ValueError(f"must be {rule.words}")
        return
    # Said the other way round, NaN would pass.
    if not (rule.ge is None or value >= rule.ge):
        raise ValueError(f"must be at least {rule.ge:,}")
    if not (rule.le is None or value <= rule.le):
        raise ValueError(f"must be at most {rule.le:,}")


def Field(default: Any = _MISSING, **told: Any) -> Any:  # noqa: N802
    """A Setting, where a class that declares fields wants a value of their own type."""
    return Setting(default, **told)
