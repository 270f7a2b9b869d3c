"""An uploaded file with its answers, as the importers take it."""

from collections.abc import Mapping

from chalicelib.domain.conference import Conference, Format
from chalicelib.domain.imports import Answers, What
from chalicelib.importing.dates import DateOrder
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.people import attendance_file, registrations_file
from chalicelib.importing.people.request import Request
from chalicelib.importing.schedule import eligible, plan, sheet
from chalicelib.importing.schedule.identity import Match
from chalicelib.importing.source import Source
from chalicelib.importing.table.outline import Meaning, outline
from chalicelib.importing.table.outlined import Outline
from chalicelib.importing.words import a_format, a_status, an_attendance
from chalicelib.store.claims.conferences import StoredConference

NAMES = {
    What.SCHEDULE: "the schedule",
    What.REGISTRATIONS: "the list of registrations",
    What.ATTENDANCE: "the list of check-ins",
}
COLUMNS = {
    What.SCHEDULE: sheet.COLUMNS,
    What.REGISTRATIONS: registrations_file.COLUMNS,
    What.ATTENDANCE: attendance_file.COLUMNS,
}
MATCHES = tuple(Match)
MEANINGS: Mapping[What, Mapping[str, Meaning]] = {
    What.SCHEDULE: {"format": a_format},
    What.REGISTRATIONS: {"attendance": an_attendance, "status": a_status},
    What.ATTENDANCE: {},
}


def source(what: What, data: bytes) -> Source:
    """The file by a name for messages: what it is called on somebody's machine is not kept."""
    return Source(NAMES[what], data)


def outline_of(what: What, file: Source, answers: Answers) -> Outline | None:
    """Its headings and words; None if it isn't a table."""
    return outline(file, COLUMNS[what], _mapped(answers), MEANINGS[what])


def schedule_request(file: Source, conference: Conference, answers: Answers) -> plan.Request:
    """What the schedule's import is asked for. Raises Refused for a rule that isn't one."""
    return plan.Request(
        file=file,
        conference_id=conference.id,
        format=Format(answers.format),
        credit=eligible.Credit(
            eligible.rules_from(answers.eligible),
            keep_cancelled=answers.keep_cancelled,
            no_breaks=answers.no_breaks,
        ),
        mapped=_mapped(answers),
        skips=Skips(bad_rows=answers.skip_bad_rows),
        match=Match(answers.match) if answers.match else None,
        prune=answers.prune,
        take_file=answers.take_file,
    )


def people_request(file: Source, stored: StoredConference, answers: Answers) -> Request:
    """What an import of registrations or check-ins is asked for."""
    return Request(
        file=file,
        conference=stored.conference,
        sessions=stored.sessions,
        mapped=_mapped(answers),
        skips=Skips(bad_rows=answers.skip_bad_rows),
        prune=answers.prune,
    )


def _mapped(answers: Answers) -> Mapped:
    values = {
        column: {word.casefold(): meaning for word, meaning in words.items()}
        for column, words in answers.values.items()
    }
    order = DateOrder(answers.date_order) if answers.date_order else None
    return Mapped(answers.columns, values, order, answers.sheet)
