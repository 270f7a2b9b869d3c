"""Published schedules, compared event by event with a reader of the tests' own: regular expressions
over the text, and no code of the importer.
"""

import html
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from chalicelib.importing.problems import Findings
from chalicelib.importing.schedule.draft import Draft, Options
from chalicelib.importing.schedule.read import read_schedule
from chalicelib.importing.source import Source
from samples.schedules import path_of

BRUSSELS = "Europe/Brussels"
OFFSET = "+01:00"  # in February
XML = ["fosdem-2007.xml", "fosdem-2022-online.xml", "fosdem-2023.xml"]
DATED_XML = ["debconf-2023.xml", "38c3-2024.xml", "39c3-2025.xml"]
JSON = ["democon.json", "camp-2019.json"]


@dataclass(frozen=True)
class Seen:
    """An event as a certificate would name it."""

    title: str
    starts_at: datetime
    minutes: int
    speakers: tuple[str, ...]


@cache
def draft_of(name: str) -> Draft:
    zone = BRUSSELS if name.startswith("fosdem") else ""
    source = Source(name, path_of(name).read_bytes())
    return read_schedule(source, Options(time_zone=zone), Findings(name))


def as_imported(name: str) -> Counter[Seen]:
    return Counter(
        Seen(
            session.title,
            session.starts_at,
            int((session.ends_at - session.starts_at).total_seconds() // 60),
            session.speakers,
        )
        for session in draft_of(name).sessions
    )


def folded(text: str) -> str:
    kept = "".join(
        c for c in text if unicodedata.category(c) not in ("Cf", "Co") or c in "\u200c\u200d"
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def tag(name: str, event: str) -> str:
    match = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", event, re.DOTALL)
    text = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", match[1], flags=re.DOTALL) if match else ""
    return html.unescape(text)


def xml_events(name: str) -> list[tuple[str, str]]:
    """Each event's text, with the date of the day above it."""
    found, day = [], ""
    pattern = r"<day\s[^>]*?date=[\"\']([^\"\']+)|<event[\s>].*?</event>"
    for match in re.finditer(pattern, path_of(name).read_text("utf-8"), re.DOTALL):
        if match[1]:
            day = match[1]
        else:
            found.append((match[0], day))
    return found


def speakers(event: str) -> tuple[str, ...]:
    names = [
        folded(html.unescape(re.sub(r"<[^>]+>", "", person)))
        for person in re.findall(r"<person(?:\s[^>]*[^/])?>(.*?)</person>", event, re.DOTALL)
    ]
    return tuple(dict.fromkeys(filter(None, names)))


def minutes_of(duration: str) -> int:
    hours, minutes = duration.strip().split(":")[-2:]
    return int(hours) * 60 + int(minutes)


def seen_in(event: str, starts_at: datetime) -> Seen:
    # Entities once more: some producers escape what they then escape again.
    title = folded(html.unescape(tag("title", event)))
    return Seen(title, starts_at, minutes_of(tag("duration", event)), speakers(event))


@pytest.mark.parametrize("name", XML)
def test_fosdem_is_read_as_it_stands(name: str) -> None:
    expected = Counter(
        seen_in(event, datetime.fromisoformat(f"{day}T{tag('start', event)}{OFFSET}"))
        for event, day in xml_events(name)
    )
    assert as_imported(name) == expected


@pytest.mark.parametrize("name", DATED_XML)
def test_schedules_with_a_date_an_event_are_read_as_they_stand(name: str) -> None:
    expected = Counter(
        seen_in(event, datetime.fromisoformat(tag("date", event).strip()))
        for event, _ in xml_events(name)
    )
    assert as_imported(name) == expected


@pytest.mark.parametrize("name", JSON)
def test_frab_json_is_read_as_it_stands(name: str) -> None:
    schedule = json.loads(path_of(name).read_text("utf-8"))["schedule"]
    events = [
        event
        for day in schedule["conference"]["days"]
        for room in day["rooms"].values()
        for event in room
    ]
    expected = Counter(
        Seen(
            folded(event["title"]),
            datetime.fromisoformat(event["date"]),
            minutes_of(event["duration"]),
            tuple(
                folded(person.get("public_name") or person["name"]) for person in event["persons"]
            ),
        )
        for event in events
    )
    assert as_imported(name) == expected


def test_39c3_is_told_apart_by_guid() -> None:
    first_tags = [event.partition(">")[0] for event, _ in xml_events("39c3-2025.xml")]
    ids = Counter(re.findall(r"\sid=.([^\"\']*)", " ".join(first_tags)))
    # 10 ids are used more than once, by 25 events: 15 more than there are ids.
    assert sum(count > 1 for count in ids.values()) == 10
    assert sum(count - 1 for count in ids.values()) == 15
    sessions = draft_of("39c3-2025.xml").sessions
    assert len({session.id for session in sessions}) == len(sessions) == 895
    repeated = {key for key, count in ids.items() if count > 1}
    assert all(s.id == s.guid for s in sessions if s.source_id in repeated)
    assert all(s.id == s.source_id for s in sessions if s.source_id not in repeated)


def ics_value(event: str, name: str) -> str:
    match = re.search(rf"^{name}(?:;[^:]*)?:(.*)$", event, re.MULTILINE)
    return match[1].strip() if match else ""


def test_linux_conf_au_is_read_from_its_calendar_with_its_zone() -> None:
    text = re.sub(r"\r?\n[ \t]", "", path_of("lca-2020.ics").read_bytes().decode("utf-8"))
    events = re.findall(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", text, re.DOTALL)
    zone = ZoneInfo("Australia/Brisbane")
    expected = Counter()
    for event in events:
        times = [
            datetime.strptime(ics_value(event, key), "%Y%m%dT%H%M%S").replace(tzinfo=zone)
            for key in ("DTSTART", "DTEND")
        ]
        described = ics_value(event, "DESCRIPTION")
        said = re.match(r"Speaker: (.*?)(?:\\n|$)", described)
        names = (
            tuple(dict.fromkeys(re.split(r", | and ", said[1].replace("\\,", ",")))) if said else ()
        )
        title = folded(re.sub(r"\\([,;\\])", r"\1", ics_value(event, "SUMMARY")))
        expected[
            Seen(title, times[0], int((times[1] - times[0]) / timedelta(minutes=1)), names)
        ] += 1
    assert sum(expected.values()) == 262
    assert as_imported("lca-2020.ics") == expected
    draft = draft_of("lca-2020.ics")
    assert (draft.time_zone, draft.name) == ("Australia/Brisbane", "linux.conf.au 2020")
    assert {s.starts_at.utcoffset() for s in draft.sessions} == {timedelta(hours=10)}


@pytest.mark.parametrize("name", [*XML, *DATED_XML, *JSON, "lca-2020.ics"])
def test_nothing_vanishes(name: str) -> None:
    tally = draft_of(name).tally
    assert tally.read == tally.taken == len(draft_of(name).sessions)
    assert tally.left_out == []
