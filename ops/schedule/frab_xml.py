"""frab / pentabarf XML, as FOSDEM, DebConf and CCC publish it, parsed without entities or DTDs."""

from xml.etree.ElementTree import Element, ParseError  # the types alone: defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ops.problems import Findings, refused
from ops.schedule.frab import Day, Event, Frab


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
    except (ParseError, ValueError, LookupError) as problem:
        raise refused(
            findings.source,
            f"it is not well-formed XML ({problem}); it may have been cut off: export it again",
        ) from None
    return root


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
