"""Titles of what programs list and nobody attends for credit."""

import re

# A title is one of these, or ends in one.
_WHEN = (
    r"(?:mid-?)?(?:morning|afternoon|evening)|coffee|tea|lunch|refreshment|snack|networking|comfort"
)
_MEAL = r"break|tea|coffee|lunch|luncheon|dinner|breakfast|brunch|refreshments|snacks?"
_NO_SESSION = re.compile(
    r"(?:(?:early|late|on-?site|attendee|speaker) )?(?:registration|check-?in)"
    r"(?: desk)?(?: open(?:s|ing)?)?"
    rf"|(?:(?:{_WHEN}|bio|short|catered|welcome|opening|closing|continental|group) ?(?:[&/-]|and)? ?)*"
    rf"(?:{_MEAL})s?(?: (?:break|on your own|served|provided|hour|time))?"
    r"|(?:(?:welcome|opening|closing|evening|networking|cocktail) ){0,2}"
    r"(?:reception|banquet|happy hour)"
    r"|(?:exhibits?|exhibit(?:or)? hall|exhibition|expo(?: hall)?|poster hall)(?: (?:hall|area))?"
    r"(?: (?:open(?:s|ing)?|hours|closes?|set-?up|visit))?"
    r"|room change-?o?ver|free time|(?:doors|venue) (?:open|close)s?|load-?in|set-?up|tear-?down",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]")


def looks_like_no_session(title: str) -> bool:
    """Whether a title names a break, a meal, registration or an exhibition."""
    parts = [part.strip(" .!*-–—") for part in re.split(r":\s|\s[-–—]\s|/", _ASIDE.sub("", title))]
    return any(part and _NO_SESSION.fullmatch(part) for part in (parts[0], parts[-1]))
