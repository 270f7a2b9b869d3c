"""What the parts of a settings file have in common."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from chalicelib.domain import limits
from chalicelib.domain.text import clean_text

Cleaned = BeforeValidator(
    lambda text: clean_text(text, len(text)) if isinstance(text, str) else text
)
Name = Annotated[str, Field(min_length=1, max_length=limits.CONFERENCE_NAME_LENGTH), Cleaned]
Line = Annotated[str, Field(max_length=limits.PROVIDER_LINE_LENGTH), Cleaned]
Statement = Annotated[str, Field(max_length=limits.STATEMENT_LENGTH), Cleaned]
Label = Annotated[str, Field(min_length=1, max_length=limits.NUMBER_LENGTH), Cleaned]
Places = Annotated[int, Field(ge=0, le=4)]


class Part(BaseModel):
    """A table of settings; a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
