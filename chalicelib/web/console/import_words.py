"""What the importers say, in the console's words: a page has fields where the command line has options."""

import re
from datetime import datetime

from chalicelib.domain.imports import State, What
from chalicelib.wording import clock, short_date

_INSTEAD = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"name the one meant with --column \w+=HEADING", "choose the one meant below"),
        (r"; if it means one of these, say so with --value .*$", ". Choose what it means below."),
        (
            r"add --date-order mdy \(month first\) or --date-order dmy \(day first\)",
            "choose below which comes first",
        ),
        (r"add --sheet NAME", "choose the one meant below"),
        (
            r"; --prune withdraws (it|them)",
            r". Check “Withdraw what the file lacks” to withdraw \1",
        ),
        (r"check --eligible and --overlay", "check below what carries credit"),
        (r"check the column credits, --credit and --overlay", "check the file's column for them"),
        (r" --keep-cancelled gives credit\.", ""),
        (
            r" --no-breaks leaves (it|them) without\.",
            r" Check “No credit for breaks” to leave \1 out.",
        ),
        (r" Change it with --name\.", ""),
        (
            r"; --take-file takes what the file has",
            ". Check “Replace what was set by hand” to take what the file has",
        ),
        (r"add --take-file", "check “Replace what was set by hand”"),
        (
            r"Say which is meant: --match title if .*$",
            "Say below which is meant.",
        ),
        (r"^not read: (.*)\.$", r"These aren't needed and were not read: \1."),
        (r"--eligible ", ""),
        (r"add --encoding\.", "save it as “CSV UTF-8” and upload it again."),
        (r"Add --encoding cp1252 .*$", "Save it as “CSV UTF-8” and upload it again."),
        (r"; add --time-zone if it is the conference's", ""),
    )
)

STATES = {
    State.BEGUN: "Waiting for the file",
    State.UPLOADED: "Being read",
    State.READ: "Needs answers",
    State.PLANNED: "Ready to apply",
    State.CONFIRMED: "Being applied",
    State.APPLIED: "Applied",
    State.UNDOING: "Being undone",
    State.UNDONE: "Undone",
    State.REFUSED: "Not imported",
}
TITLES = {
    What.SCHEDULE: "Schedule",
    What.REGISTRATIONS: "Registrations",
    What.ATTENDANCE: "Check-ins",
}
BUTTONS = {
    What.SCHEDULE: "Upload a schedule",
    What.REGISTRATIONS: "Upload registrations",
    What.ATTENDANCE: "Upload check-ins",
}
TAKES = {
    What.SCHEDULE: "A spreadsheet (.xlsx, .ods or CSV), a calendar (iCalendar), or the export of "
    "pretalx, frab or pentabarf.",
    What.REGISTRATIONS: "A spreadsheet (.xlsx, .ods or CSV) with one email address per row, as your "
    "registration system exports it.",
    What.ATTENDANCE: "A spreadsheet (.xlsx, .ods or CSV) with one check-in per row: an email address "
    "and a session (its ID or title), or a day. Minutes, if there are any, are those attended.",
}
PRUNES = {
    What.SCHEDULE: "Withdraw what the file lacks",
    What.REGISTRATIONS: "Remove registrations that the file lacks",
    What.ATTENDANCE: "Forget recorded check-ins that the file lacks",
}
# In the order of the page; what each kind of change is, and what it means.
CHANGES = {
    "facts": ("About the conference", "These details of the conference change."),
    "added": ("Added", ""),
    "changed": ("Changed", ""),
    "moved": ("Moved", "Attendees who selected these are told about the new time."),
    "replaced": (
        "Replaced",
        "These are a different session now. Attendees who selected them are told.",
    ),
    "returned": ("Back again", "These were withdrawn before."),
    "withdrawn": ("Withdrawn", ""),
    "kept": ("Not in the file", "These stay as they are."),
    "by_hand": ("Set by hand", "This stays as it was set in the console."),
}
FIELDS = {
    "id": "ID",
    "guid": "Other ID",
    "title": "Title",
    "date": "Date",
    "starts_at": "Start",
    "ends_at": "End",
    "end_date": "Last date",
    "time": "Start and end in one column",
    "duration": "Duration",
    "speakers": "Speakers",
    "format": "In person or virtual",
    "contact_minutes": "Contact minutes",
    "credits": "Other credit",
    "types": "Registration types",
    "track": "Track",
    "kind": "Kind of session",
    "room": "Room",
    "status": "Status",
    "email": "Email address",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "type": "Registration type",
    "attendance": "In person or virtual",
    "days": "Days",
    "attended": "Checked in",
    "session": "Session",
    "day": "Day",
    "minutes": "Minutes attended",
}
MEANINGS = {
    "format": (("in_person", "In person"), ("virtual", "Virtual"), ("hybrid", "Both")),
    "attendance": (("in_person", "In person"), ("virtual", "Virtual")),
    "status": (("confirmed", "Confirmed"), ("cancelled", "Cancelled")),
}
DONE = {
    "answered": "We're reading the file again with your answers.",
    "applied": "The plan is being applied.",
    "planned-anew": "Something else changed after this plan was made, so nothing was applied. We're making "
    "the plan again.",
    "discarded": "The plan was discarded. Nothing was changed.",
    "undone": "The import is being undone.",
}


_DATE = re.compile(r"\b(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)\b)?")


def upload(kind: str) -> str:
    """What the button says that begins an upload of this kind."""
    return BUTTONS[What(kind)]


def sentence(said: str) -> str:
    """A finding's sentence for a page."""
    for pattern, words in _INSTEAD:
        said = pattern.sub(words, said)
    said = line(said[:1].upper() + said[1:])
    return said if said.endswith((".", "?", "!")) else f"{said}."


def line(said: str) -> str:
    """A line of the plan with its dates and times as people write them."""
    return _DATE.sub(_in_words, said).replace("in_person", "in person")


def label(kind: str, what: What) -> str:
    """The heading of a kind of change."""
    if kind == "withdrawn" and what is not What.SCHEDULE:
        return "Removed" if what is What.REGISTRATIONS else "Forgotten"
    return CHANGES[kind][0]


def place(said: str) -> str:
    """Where a finding stands, in the page's words for columns."""
    before, comma, column = said.rpartition("column ")
    said = f"{before}column “{FIELDS.get(column, column)}”" if comma else said
    return said[:1].upper() + said[1:]


def _in_words(found: re.Match[str]) -> str:
    try:
        at = datetime.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return f"{short_date(at)}, {clock(at)}" if found[2] else short_date(at)
