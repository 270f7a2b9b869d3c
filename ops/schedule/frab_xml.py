"""frab / pentabarf XML, as FOSDEM, DebConf and CCC publish it, parsed without entities or DTDs."""

from xml.etree.ElementTree import Element, ParseError  # nosec B405 # the types alone: defusedxml parses
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ops.problems import Findings, refused
from ops.schedule.frab import Day, Event, Frab

_CUT_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}
_INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]


def parse(data: bytes, findings: Findings) -> Frab:
    """Raises BadInput for what is not well-formed, not safe or not a schedule."""
    root = _root(data, findings)
    if root.tag != "schedule":
        raise refused(
            findings.source, f"it is XML, but its root is <{root.tag[:60]}> and not <schedule>"
        )
    conference = root.find("conference")
    head = conference if conference is not None else Element("conference")
    return Frab(
        title=_text(head, "title"),
        location=", ".join(filter(None, (_text(head, "venue"), _text(head, "city")))),
        time_zone=_text(head, "time_zone_name"),
        start=_text(head, "start"),
        end=_text(head, "end"),
        day_change=_text(head, "day_change"),
        days=tuple(_day(day) for day in root.findall("day")),
    )


def _root(data: bytes, findings: Findings) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise refused(
            findings.source,
            "it has a document type declaration (DOCTYPE), through which XML can grow without end "
            "or read other files; remove the declaration and its entities",
        ) from None
    except ParseError as problem:
        raise refused(findings.source, _why_malformed(problem)) from None
    except (ValueError, LookupError) as problem:
        raise refused(findings.source, f"it cannot be read as XML: {problem}") from None
    return root


def _why_malformed(problem: ParseError) -> str:
    line, column = problem.position
    why = f"line {line}, column {column}: here it stops being well-formed XML"
    if problem.code in _CUT_OFF:
        return f"{why}; it seems to be cut off: fetch it again"
    if problem.code == _INVALID:
        return f"{why} (a character that is not UTF-8, or not allowed); export it again, as UTF-8"
    return f"{why} ({expat.ErrorString(problem.code)}); export it again"


def _day(day: Element) -> Day:
    return Day(
        date=day.get("date", "").strip(),
        start=day.get("start", "").strip(),
        events=tuple(_event(event) for event in day.findall("room/event")),
    )


def _event(event: Element) -> Event:
    return Event(
        id=(event.get("id") or event.get("guid") or "").strip(),
        title=_text(event, "title"),
        speakers=tuple("".join(person.itertext()) for person in event.findall("persons/person")),
        track=_text(event, "track"),
        kind=_text(event, "type"),
        date=_text(event, "date"),
        start=_text(event, "start"),
        duration=_text(event, "duration"),
    )


def _text(parent: Element, tag: str) -> str:
    """The text under a child, markup inside it left out; "" when there is none."""
    child = parent.find(tag)
    return "" if child is None else "".join(child.itertext()).strip()
