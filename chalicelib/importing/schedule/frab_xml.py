"""frab / pentabarf XML, as FOSDEM, DebConf and CCC publish it, parsed without entities or DTDs."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 # the types alone: defusedxml parses
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chalicelib.importing.problems import Findings, refused
from chalicelib.importing.schedule.frab_file import Day, Event, Frab

MAX_DEPTH = 100
MAX_TAGS = 500_000  # 5,000 events of 50 tags, each opened and closed
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
    """Raises Refused for what is not well-formed, not safe or not a schedule."""
    root = _root(data, findings)
    if root.tag.rpartition("}")[2] != "schedule":
        raise refused(
            findings.source,
            "not_a_schedule",
            f"This is XML, but not a schedule: it begins with <{root.tag[:60]}>, not <schedule>.",
        )
    conference = _child(root, "conference")
    head = Element("conference") if conference is None else conference
    return Frab(
        title=_text(head, "title"),
        location=", ".join(filter(None, (_text(head, "venue"), _text(head, "city")))),
        time_zone=_text(head, "time_zone_name") or _text(head, "timezone"),
        start=_text(head, "start"),
        end=_text(head, "end"),
        day_change=_text(head, "day_change"),
        days=tuple(_days(root)),
    )


def _root(data: bytes, findings: Findings) -> Element:
    if data.count(b"<") > MAX_TAGS:
        raise refused(findings.source, "too_many_tags", "It has more tags than any schedule.")
    try:
        root: Element = fromstring(data.lstrip(), forbid_dtd=True)  # PHP leaves empty lines above
    except DefusedXmlException:
        raise refused(
            findings.source,
            "doctype",
            "It has a document type declaration (DOCTYPE), through which XML can grow without end "
            "or read other files. Remove the declaration and its entities.",
        ) from None
    except ParseError as problem:
        place, sentence = _why_malformed(problem)
        raise refused(findings.source, "malformed", sentence, place) from None
    except (ValueError, LookupError) as problem:
        raise refused(
            findings.source, "malformed", f"It can't be read as XML: {problem}."
        ) from None
    except RecursionError:
        raise refused(
            findings.source, "too_deep", "It is nested too deeply for a schedule."
        ) from None
    return root


def _why_malformed(problem: ParseError) -> tuple[str, str]:
    line, column = problem.position
    place = f"line {line}, column {column}"
    why = "Here it stops being well-formed XML"
    if problem.code in _CUT_OFF:
        return place, f"{why}; it seems to be cut off. Download it again."
    if problem.code == _INVALID:
        return place, f"{why} (a character that is not UTF-8, or not allowed). Export it as UTF-8."
    return place, f"{why} ({expat.ErrorString(problem.code)}). Export it again."


def _days(root: Element) -> Iterator[Day]:
    """Each day with every event at any depth in it, and what stands below none."""
    dated: set[int] = set()
    for day in _all(root, "day"):
        events = list(_events(day, "", 0))
        dated |= {id(element) for element, _ in events}
        yield Day(
            date=day.get("date", "").strip(),
            start=day.get("start", "").strip(),
            end=day.get("end", "").strip(),
            events=tuple(_event(element, room) for element, room in events),
        )
    loose = [(event, room) for event, room in _events(root, "", 0) if id(event) not in dated]
    if loose:
        yield Day("", "", tuple(_event(event, room) for event, room in loose))


def _events(parent: Element, room: str, depth: int) -> Iterator[tuple[Element, str]]:
    """Every event below an element, with the name of the room it stands in."""
    for child in parent if depth < MAX_DEPTH else ():
        tag = _tag(child)
        if tag == "event":
            yield child, room
        else:
            inner = child.get("name", "").strip() if tag == "room" else room
            yield from _events(child, inner, depth + 1)


def _event(event: Element, room: str) -> Event:
    return Event(
        id=(event.get("id") or "").strip(),
        guid=(event.get("guid") or "").strip(),
        title=_text(event, "title"),
        speakers=tuple(
            _person(person)
            for persons in event
            if _tag(persons) == "persons"
            for person in persons
            if _tag(person) == "person"
        ),
        track=_text(event, "track"),
        kind=_text(event, "type"),
        room=_text(event, "room") or room,
        date=_text(event, "date"),
        start=_text(event, "start"),
        end=_text(event, "end"),
        duration=_text(event, "duration"),
        status=event.get("status") or _text(event, "status"),
    )


def _person(person: Element) -> str:
    for tag in ("public_name", "full_public_name", "name"):
        if name := _text(person, tag):
            return name
    return " ".join(person.itertext()).strip() or person.get("name", "").strip()


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: Element, tag: str) -> Iterator[Element]:
    return (element for element in root.iter() if _tag(element) == tag)


def _child(parent: Element, tag: str) -> Element | None:
    return next((child for child in parent if _tag(child) == tag), None)


def _text(parent: Element, tag: str) -> str:
    """The text under a child, markup inside it left out; "" when there is none."""
    child = _child(parent, tag)
    return "" if child is None else "".join(child.itertext()).strip()
