"""Reading an operator's file: bounded, and with a sentence for whatever is wrong with it."""

from pathlib import Path

from chalicelib.domain.limits import MAX_TABLE_BYTES
from chalicelib.domain.text import clean_text
from chalicelib.importing.problems import refused
from chalicelib.importing.source import Source, too_large


def shown_name(path: Path) -> str:
    """The file's name as messages show it."""
    return clean_text(path.name or str(path.resolve()), 100) or "the file"


def source(path: Path, limit: int = MAX_TABLE_BYTES) -> Source:
    """The file; raises Refused when it is missing, unreadable or over `limit`."""
    return Source(shown_name(path), read(path, limit))


def read(path: Path, limit: int) -> bytes:
    """The file's bytes; raises Refused when it is missing, unreadable, empty or over `limit`."""
    name = shown_name(path)
    try:
        if path.is_dir():
            raise refused(name, "folder", "This is a folder. Name the file in it.")
        if path.stat().st_size > limit:
            raise too_large(name, path.stat().st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as problem:
        raise refused(name, "unreadable", _why_unreadable(problem)) from None
    if len(data) > limit:
        raise too_large(name, len(data), limit)
    if not data.strip():
        raise refused(name, "empty", "The file is empty.")
    return data


def _why_unreadable(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "This file doesn't exist."
    return f"The file can't be read ({problem.strerror})."
