"""What a table holds, beside what reads it: a page that shows it has no use for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outline:
    """`columns`: ours → the file's heading, where one was found. `words`: column → unknown words."""

    sheets: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
