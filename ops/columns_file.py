"""`columns.toml`: which columns an export has, and what a board calls them."""

import difflib
import tomllib
from collections.abc import Sequence
from pathlib import Path

from chalicelib.domain.board_columns import LICENSE_NUMBER, Column
from chalicelib.importing.problems import Findings, Refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import MEGABYTE
from ops import files

_MOST = 100
_KEYS = {"name", "field", "value"}


def columns(path: Path, fields: Sequence[str], *, licenses: bool) -> tuple[Column, ...]:
    """The columns of `[[columns]]`. Raises Refused naming all that cannot be used."""
    findings = Findings(files.shown_name(path))
    try:
        values = tomllib.loads(files.read(path, MEGABYTE).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        findings.problem("", "toml", f"This isn't TOML in UTF-8: {problem}.")
        raise Refused(findings.source, findings.problems, verb="use") from None
    listed = values.get("columns")
    if set(values) != {"columns"} or not isinstance(listed, list) or not 0 < len(listed) <= _MOST:
        findings.problem(
            "", "columns", f"Write 1 to {_MOST} [[columns]], each with a name and a field or value."
        )
        listed = []
    found = []
    for place, entry in enumerate(listed, start=1):
        sentence = _wrong(entry, fields, licenses=licenses)
        if sentence:
            findings.problem(f"columns[{place}]", "column", sentence)
        else:
            found.append(Column(**entry))
    if findings.problems:
        raise Refused(findings.source, findings.problems, verb="use")
    return tuple(found)


def _wrong(entry: object, fields: Sequence[str], *, licenses: bool) -> str:
    texts = isinstance(entry, dict) and all(isinstance(value, str) for value in entry.values())
    if not isinstance(entry, dict) or not texts or not set(entry) <= _KEYS or not entry.get("name"):
        return 'Write name = "…" and field = "…" or value = "…", and nothing else.'
    if ("field" in entry) == ("value" in entry):
        return f"{quoted(entry['name'])} needs either a field or a value."
    field = entry.get("field")
    if field is not None and field not in fields:
        near = difflib.get_close_matches(field, fields, n=1)
        hint = f"did you mean {near[0]}?" if near else f"use {', '.join(fields)}."
        return f"{quoted(field)} isn't a field of these rows; {hint}"
    if field == LICENSE_NUMBER and not licenses:
        return "License numbers are written only with --licenses."
    return ""
