"""A file as it comes in: its name for messages, and its bytes, bounded."""

import hashlib
from dataclasses import dataclass

from chalicelib.importing.problems import refused

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and what it holds."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of what it holds, in hex: names the file for good."""
        return hashlib.sha256(self.data).hexdigest()


def checked(source: Source, limit: int) -> Source:
    """The file; raises Refused when it is empty or has more than `limit` bytes."""
    if len(source.data) > limit:
        raise too_large(source.name, len(source.data), limit)
    if not source.data.strip():
        raise refused(source.name, "empty", "The file is empty.")
    return source


def too_large(name: str, size: int, limit: int) -> Exception:
    """The refusal of a file of `size` bytes."""
    return refused(
        name,
        "too_large",
        f"The file has {size / MEGABYTE:.3g} MB; at most {limit // MEGABYTE} MB can be imported. "
        "Check that it is the right file.",
    )
