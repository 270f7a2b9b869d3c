"""What the parts of a conference's settings have in common."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from chalicelib.domain import limits
from chalicelib.domain.printable import letters_in_words, unprintable_letters
from chalicelib.domain.text import clean_text
from chalicelib.importing import values
from chalicelib.importing.dates import YEARS
from chalicelib.importing.problems import BadValue


def _cleaned(text: object) -> object:
    return clean_text(text, len(text)) if isinstance(text, str) else text


def _printed(text: str) -> str:
    """Rule 10: what cannot be printed is refused where it is entered, and named."""
    if letters := unprintable_letters(text):
        named = letters_in_words(letters)
        raise ValueError(f"A certificate can't print {named}.")
    return text


def _zone(name: str) -> str:
    try:
        values.time_zone(name)
    except BadValue as problem:
        raise ValueError(f"{problem}.") from None
    return name


def _day(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"{day} is outside the years 2000 to 2100.")
    return day


Cleaned = BeforeValidator(_cleaned)
Printed = AfterValidator(_printed)
Name = Annotated[
    str, Field(min_length=1, max_length=limits.CONFERENCE_NAME_LENGTH), Cleaned, Printed
]
Line = Annotated[str, Field(max_length=limits.PROVIDER_LINE_LENGTH), Cleaned, Printed]
Statement = Annotated[str, Field(max_length=limits.STATEMENT_LENGTH), Cleaned, Printed]
Label = Annotated[str, Field(min_length=1, max_length=limits.NUMBER_LENGTH), Cleaned, Printed]
Places = Annotated[int, Field(ge=0, le=4)]
Zone = Annotated[str, AfterValidator(_zone)]
Day = Annotated[date, AfterValidator(_day)]


class Part(BaseModel):
    """A table of settings; a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
