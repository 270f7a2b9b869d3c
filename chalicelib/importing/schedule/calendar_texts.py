"""What an event of a calendar says in words: its texts as they stand after a colon (RFC 5545, 3.3.11).

Dates, moments and durations are the library's to read. Texts are read here, no further than they are
kept: the library takes a line letter by letter, and 20 MB of them took eight seconds.
"""

import re

# Of a value, the letters that are looked at: what is kept, where every one of them is escaped.
TEXTS = {
    "UID": 1_000,
    "SUMMARY": 5_000,
    "LOCATION": 1_000,
    "DESCRIPTION": 2_000,
    "CATEGORIES": 1_000,
    "STATUS": 100,
}
_BEFORE_VALUE = re.compile(r'[^":]*(?:"[^"]*"[^":]*)*:')  # the name and its parameters
# Where a description begins to say who speaks, and a little before: nothing else of it is read.
_SPEAKERS = re.compile(r".{0,20}(?:speaker|presenter|panelist|facilitator|presented by)", re.I)
_BETWEEN = re.compile(r"(?<!\\),\s*")  # categories
_ESCAPED = re.compile(r"\\([\\;,nN])")


def text_of(line: str, name: str) -> str | None:
    """The text of a line, whose property `TEXTS` has; None for one that has no value."""
    before = _BEFORE_VALUE.match(line)
    if before is None:
        return None
    value = line[before.end() :]
    if name == "DESCRIPTION":
        found = _SPEAKERS.search(value)
        value = value[found.start() :] if found else ""
    value = value[: TEXTS[name]]
    if name == "CATEGORIES":
        value = _BETWEEN.sub(", ", value)
    return unescaped(value).strip()


def unescaped(text: str) -> str:
    """The text as it was before it was written into a calendar."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
