"""Text as spreadsheets write it: UTF-8 and UTF-16 with or without a mark, and what came before them."""

import codecs
import re

from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.quoting import quoted

# The longer marks first: UTF-32's little-endian one begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALIASES = {"latin-1": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "ansi": "cp1252"}
_HIGH = re.compile(rb"[\x80-\xff]+")
_SEVEN = re.compile(r"(?<![\w@.])[\w]*\+([A-Za-z0-9/]{3,})-")
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # no character in Windows-1252
_AGAIN = "Save it as “CSV UTF-8” and import that."


def decoded(data: bytes, findings: Findings, encoding: str = "") -> str:
    """The file's text. `encoding` is what a person said it has; else it is told by the bytes.

    An encoding that had to be concluded is noted. Raises Refused for what isn't text, or is two.
    """
    if encoding:
        return _as_said(data, encoding, findings)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), name, findings)
    wide = _without_mark(data)
    if wide:
        return _strict(data, wide, findings)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _from_before_unicode(data, problem.start, findings)
    return _no_nul(_not_utf_7(text, findings), findings)


def unmarked(data: bytes) -> str:
    """The beginning of a file as text, whatever it takes: only to see what kind of file it is."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(name, "replace")
    return data.decode(_without_mark(data) or "utf-8", "replace")


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of mostly Western text is zero."""
    start = data[:400]
    zeros = start.count(0)
    if len(start) < 4 or zeros * 3 < len(start):
        return ""
    if start[0::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if start[1::2].count(0) == 0 else ""


def _as_said(data: bytes, encoding: str, findings: Findings) -> str:
    name = _ALIASES.get(encoding.casefold(), encoding)
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        codec = None
    if codec is None or not codec._is_text_encoding or codec.name in ("utf-7", "idna", "punycode"):
        raise refused(
            f"--encoding {encoding}",
            "unknown_encoding",
            "This encoding isn't known. Use utf-8, utf-16, cp1252 (Windows) or mac_roman.",
        )
    return _strict(data, "utf-8-sig" if codec.name == "utf-8" else codec.name, findings)


def _strict(data: bytes, encoding: str, findings: Findings) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as problem:
        at = getattr(problem, "start", 0)
        raise refused(
            findings.source,
            "not_text",
            f"The text stops being {encoding.upper()} here. {_AGAIN}",
            f"line {data.count(bytes([10]), 0, at) + 1}",
        ) from None
    return _no_nul(text.removeprefix("\ufeff"), findings)


def _from_before_unicode(data: bytes, start: int, findings: Findings) -> str:
    """Windows-1252 or Mac OS Roman; refused where parts are UTF-8, or neither is sure."""
    line = f"line {data.count(bytes([10]), 0, start) + 1}"
    runs = [match.group() for match in _HIGH.finditer(data)]
    if any(len(run) > 1 and _is_utf_8(run) for run in runs):
        raise refused(
            findings.source,
            "mixed_encodings",
            f"The file mixes encodings: this line is not UTF-8, others are. {_AGAIN}",
            line,
        )
    if data.count(0):
        raise refused(findings.source, "not_text", f"This is not text. {_AGAIN}", line)
    high = set(b"".join(runs))
    if high & _UNDEFINED:
        return _concluded(data, "mac_roman", "Mac OS Roman, as Excel for Mac writes it", findings)
    if _looks_like_mac(data):
        raise refused(
            findings.source,
            "unsure_encoding",
            f"Its accented letters could be read in two ways: {_in_both(data)}. Add "
            "--encoding cp1252 for the first, or --encoding mac_roman for the second.",
            line,
        )
    return _concluded(data, "cp1252", "Windows-1252, as Excel for Windows writes it", findings)


def _concluded(data: bytes, encoding: str, name: str, findings: Findings) -> str:
    text = data.decode(encoding)
    found = re.search(r"\w*[^\W\d_]*[^\x00-\x7f][\w’]*", text)
    word = f" ({quoted(found.group())})" if found else ""
    findings.note(
        "text", "encoding", f"read as {name}{word}. If letters look wrong, add --encoding."
    )
    return _no_nul(text, findings)


def _looks_like_mac(data: bytes) -> bool:
    """Whether bytes that Windows uses for punctuation stand inside words."""
    return re.search(rb"[A-Za-z][\x80\x82-\x91\x93\x94\x96-\x9f][a-z]", data) is not None


def _in_both(data: bytes) -> str:
    found = re.search(rb"\w*[A-Za-z][\x80-\x9f]\w*", data)
    word = found.group() if found else b""
    return f"{quoted(word.decode('cp1252', 'replace'))} or {quoted(word.decode('mac_roman'))}"


def _is_utf_8(run: bytes) -> bool:
    try:
        run.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _not_utf_7(text: str, findings: Findings) -> str:
    if text.startswith(("+/v8", "+/v9", "+/v+", "+/v/")) or any(
        _is_seven(match.group(0)) for match in _SEVEN.finditer(text[:200_000])
    ):
        raise refused(findings.source, "utf_7", f"The text is in UTF-7, which isn't read. {_AGAIN}")
    return text


def _is_seven(word: str) -> bool:
    try:
        found = word.encode("ascii").decode("utf-7")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False
    return any(ord(c) > 127 and c.isalpha() and ord(c) < 0x3000 for c in found)


def _no_nul(text: str, findings: Findings) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refused(findings.source, "not_text", f"This is not text. {_AGAIN}", f"line {line}")
    return text
