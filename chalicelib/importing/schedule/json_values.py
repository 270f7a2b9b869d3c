"""Values out of JSON: of the expected type, or refused naming the place."""

import json
from typing import Any

from chalicelib.importing.problems import Findings, Refused, refused
from chalicelib.importing.quoting import quoted


class Reader:
    """Takes values of the expected type out of JSON, or raises Refused."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def object(self, value: Any, where: str) -> dict[str, Any]:
        """An object."""
        if isinstance(value, dict):
            return value
        raise self._wrong(where, "an object", value)

    def array(self, value: Any, where: str) -> list[Any]:
        """A list."""
        if isinstance(value, list):
            return value
        raise self._wrong(where, "a list", value)

    def text(self, holder: dict[str, Any], key: str, where: str) -> str:
        """Text or a whole number as text; of text in several languages the first."""
        value = holder.get(key)
        if isinstance(value, dict) and value:
            value = next((text for text in value.values() if text), "")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(f"{where}, {key}", "text", value)

    def label(self, holder: dict[str, Any], key: str, where: str) -> str:
        """A name that stands as text, or in an object with `name` or `slug`."""
        value = holder.get(key)
        if not isinstance(value, dict):
            return self.text(holder, key, where)
        named = [self.text(value, part, f"{where}, {key}") for part in ("name", "slug")]
        return next(filter(None, named), "") or self.text(holder, key, where)

    def duration(self, holder: dict[str, Any], key: str, where: str) -> str:
        """HH:MM; a number is minutes."""
        value = holder.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100_000:
            return f"{value // 60}:{value % 60:02}"
        return self.text(holder, key, where)

    def person(self, value: Any, where: str) -> str:
        """A person's public name, from an object or text."""
        if isinstance(value, str) or value is None:
            return value or ""
        person = self.object(value, where)
        for key in ("public_name", "full_public_name", "name"):
            if name := self.text(person, key, where):
                return name
        parts = (self.text(person, key, where) for key in ("first_name", "last_name"))
        return " ".join(filter(None, parts))

    def _wrong(self, where: str, expected: str, value: Any) -> Refused:
        if value is None:
            return refused(
                self._findings.source,
                "missing",
                f"This is missing; it has to be {expected}.",
                where,
            )
        found = quoted(json.dumps(value)[:200])
        return refused(self._findings.source, "wrong_type", f"{found} isn't {expected}.", where)
