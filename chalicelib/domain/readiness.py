"""What a conference still needs before people can claim it, in the order in which it is done."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.conference import Conference
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.listing import has_ended, opens_on
from chalicelib.domain.words import date_in_words


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist. `sentence` says what is there, or what is missing; `path` is the
    page, after the conference's, where that is done, and `link` its name. `upload` is the kind of
    file that does it, where one does.
    """

    name: str
    done: bool
    sentence: str
    path: str = "/imports"
    link: str = "Imports"
    upload: str = ""


def steps(
    conference: Conference, sessions: int, registered: int, now: datetime, first_year: int
) -> tuple[Step, ...]:
    """The checklist from empty to open.

    `registered` counts the addresses with a confirmed registration; `first_year` is FIRST_CEU_YEAR.
    """
    return (
        replace(
            _counted("Schedule", sessions, "session", "Upload the schedule."), upload="schedule"
        ),
        _credit(conference, sessions),
        replace(
            _counted(
                "Registrations",
                registered,
                "registered address",
                "Upload the list of registrations.",
                many="registered addresses",
            ),
            upload="registrations",
        ),
        _look(conference),
        _open(conference, now, first_year),
    )


def _counted(name: str, number: int, one: str, missing: str, *, many: str = "") -> Step:
    words = f"{number:,} {one if number == 1 else many or one.replace('session', 'sessions', 1)}"
    return Step(name, number > 0, f"{words}." if number else missing)


def _credit(conference: Conference, sessions: int) -> Step:
    """Before there are sessions, their file brings the credit; then it is switched for each."""
    if not sessions:
        missing = "No session carries credit yet. Say which do when you import the schedule."
        return Step("Credit", False, missing)
    missing = "No session carries credit yet. Choose some, or all of them, and switch it on."
    step = _counted("Credit", conference.eligible_sessions, "session with credit", missing)
    return replace(step, path="/sessions", link="Sessions")


def _look(conference: Conference) -> Step:
    """A board's credit needs what the board asks for: number, statement and a signature."""
    missing = [] if conference.provider.name else ["The provider's name is missing."]
    missing.extend(
        f"{type_.label} isn't ready without {_listed(lacking)}."
        for type_ in conference.policies.credit_types
        if (lacking := _lacking(conference, type_))
    )
    ready = "The provider, and what each board asks for, are set."
    return Step("Look", not missing, " ".join(missing) or ready, "/look", "Look and sample")


def _lacking(conference: Conference, type_: CreditType) -> list[str]:
    has = {
        "its number": type_.number,
        "its statement": type_.statement,
        "a signature": conference.provider.signature_image,
    }
    return [name for name, value in has.items() if not value]


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return words[0]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _open(conference: Conference, now: datetime, first_year: int) -> Step:
    done, sentence = _opens(conference, now, first_year)
    return Step("Claims", done, sentence, "/settings", "Settings")


def _opens(conference: Conference, now: datetime, first_year: int) -> tuple[bool, str]:
    day, deadline = date_in_words(opens_on(conference)), conference.policies.deadline
    if conference.starts_on.year < first_year:
        return False, f"Conferences from before {first_year} can't be claimed in this portal."
    if conference.held:
        return False, "You are holding claims back. Let them go when you are ready."
    if deadline is not None and deadline < opens_on(conference):
        over = date_in_words(deadline)
        return False, f"Nobody can claim: the deadline, {over}, is before claims open, {day}."
    if not has_ended(conference, now):
        return False, f"Claims open by themselves on {day}, once it is over."
    if conference.eligible_sessions == 0:
        return False, "Claims open once a session carries credit."
    if conference.closed_on(conference.today(now)):
        return True, "The deadline for claims is over."
    return True, f"Open for claims since {day}."
