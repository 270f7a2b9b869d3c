"""How a file's headings and words are ours: from options, or kept in a TOML file and used again."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.importing.dates import DateOrder
from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.quoting import quoted
from chalicelib.importing.source import Source
from chalicelib.importing.table.grid import tidy

_KEYS = ("columns", "values", "date_order", "sheet", "encoding")


@dataclass(frozen=True, slots=True)
class Mapped:
    """`columns`: ours → the file's heading; `values`: ours → the file's word → ours."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: DateOrder | None = None
    sheet: str = ""
    encoding: str = ""

    def meaning(self, column: str, cell: str) -> str:
        """What a cell means where a word was given a meaning, else the cell."""
        words = self.values.get(column)
        return words.get(cell.casefold(), cell) if words else cell

    def over(self, kept: "Mapped") -> "Mapped":
        """These options over a mapping that was kept in a file."""
        columns = {*kept.values, *self.values}
        return Mapped(
            {**kept.columns, **self.columns},
            {key: {**kept.values.get(key, {}), **self.values.get(key, {})} for key in columns},
            self.date_order or kept.date_order,
            self.sheet or kept.sheet,
            self.encoding or kept.encoding,
        )


def from_options(
    columns: Iterable[str] = (),
    values: Iterable[str] = (),
    date_order: DateOrder | None = None,
    sheet: str = "",
    encoding: str = "",
) -> Mapped:
    """`--column OURS=THEIRS` and `--value COLUMN:WORD=MEANING`; raises Refused."""
    return Mapped(
        dict(_column(option) for option in columns), _values(values), date_order, sheet, encoding
    )


def from_toml(source: Source) -> Mapped:
    """A mapping as a file keeps it; raises Refused naming the key that cannot be used."""
    findings = Findings(source.name)
    try:
        kept = tomllib.loads(source.data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise refused(source.name, "not_toml", f"This isn't TOML ({problem}).") from None
    for key in kept:
        if key not in _KEYS:
            findings.problem(key, "unknown_key", f"This key isn't known; use {', '.join(_KEYS)}.")
    columns = _words(kept.get("columns", {}), "columns", findings)
    values = {
        column: {
            word.casefold(): meaning
            for word, meaning in _words(words, f"values.{column}", findings).items()
        }
        for column, words in _table(kept.get("values", {}), "values", findings).items()
    }
    order = kept.get("date_order")
    if order not in (None, "mdy", "dmy"):
        findings.problem("date_order", "unknown_word", "Write mdy or dmy.")
    texts = {key: kept.get(key, "") for key in ("sheet", "encoding")}
    for key, text in texts.items():
        if not isinstance(text, str):
            findings.problem(key, "not_text", "This has to be text.")
    findings.refuse_if_any()
    return Mapped(columns, values, DateOrder(order) if order else None, **texts)


def _table(value: Any, key: str, findings: Findings) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    findings.problem(key, "not_a_table", f"Write it as a table: [{key}].")
    return {}


def _words(value: Any, key: str, findings: Findings) -> dict[str, str]:
    words = {}
    for word, meaning in _table(value, key, findings).items():
        if isinstance(meaning, str):
            words[word] = meaning
        else:
            findings.problem(f"{key}.{word}", "not_text", "This has to be text in quotation marks.")
    return words


def _column(option: str) -> tuple[str, str]:
    ours, equals, theirs = option.partition("=")
    if not equals or not ours.strip() or not theirs.strip():
        raise refused(f"--column {option}", "bad_option", "Write it as COLUMN=HEADING.")
    return ours.strip().casefold(), theirs


def _values(options: Iterable[str]) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for option in options:
        column, colon, rest = option.partition(":")
        word, equals, meaning = rest.rpartition("=")
        if not colon or not equals or not column.strip() or not word.strip():
            raise refused(
                f"--value {option}",
                "bad_option",
                f"Write it as COLUMN:WORD=MEANING, such as {quoted('status:Attending=confirmed')}.",
            )
        values.setdefault(column.strip().casefold(), {})[tidy(word).casefold()] = meaning.strip()
    return values
