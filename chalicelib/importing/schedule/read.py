"""A schedule file of any kind that we read, told by what is in it and not by its name."""

from chalicelib.domain.limits import MAX_SCHEDULE_BYTES
from chalicelib.importing.kinds import Kind, kind_of
from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule import frab, frab_json, frab_xml, icalendar_file, sheet
from chalicelib.importing.schedule.draft import Draft, Options
from chalicelib.importing.source import Source, checked


def read_schedule(source: Source, options: Options, findings: Findings) -> Draft:
    """Raises Refused when the file cannot be used."""
    checked(source, MAX_SCHEDULE_BYTES)
    kind = kind_of(source.data, source.name)
    if kind is Kind.XML:
        return frab.to_draft(frab_xml.parse(source.data, findings), options, findings)
    if kind is Kind.JSON:
        return frab.to_draft(frab_json.parse(source.data, findings), options, findings)
    if kind is Kind.ICALENDAR:
        return icalendar_file.parse(source.data, options, findings)
    return sheet.parse(source, options, findings)


def is_table(source: Source) -> bool:
    """Whether the schedule is a spreadsheet or CSV; raises Refused when it cannot be read."""
    checked(source, MAX_SCHEDULE_BYTES)
    return kind_of(source.data, source.name) in (Kind.TABLE, Kind.WORKBOOK)
