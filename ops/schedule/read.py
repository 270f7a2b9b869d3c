"""A schedule file of any kind that we read, told by what is in it and not by its name."""

from pathlib import Path

from ops import files
from ops.problems import Findings
from ops.schedule import frab, frab_json, frab_xml, sheet
from ops.schedule.draft import Draft, Options

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_schedule(path: Path, options: Options, findings: Findings) -> Draft:
    """Raises BadInput when the file cannot be used."""
    data = files.read(path, files.MAX_SCHEDULE)
    kind = kind_of(data)
    if kind == "xml":
        return frab.to_draft(frab_xml.parse(data, findings), options, findings)
    if kind == "json":
        return frab.to_draft(frab_json.parse(data, findings), options, findings)
    return sheet.parse(path, options, findings)


def kind_of(data: bytes) -> str:
    """ "xml", "json" or "csv"."""
    start = data[:4096]
    for bom in _BOMS:
        start = start.removeprefix(bom)
    first = start.replace(b"\0", b"").lstrip()[:1]
    return {b"<": "xml", b"{": "json", b"[": "json"}.get(first, "csv")


def is_table(path: Path) -> bool:
    """Whether the schedule is CSV; raises BadInput when it cannot be read."""
    return kind_of(files.read(path, files.MAX_SCHEDULE)) == "csv"
