"""The name that certificates print: printed whole, or refused with its letters named (rule 10)."""

from chalicelib.domain.limits import NAME_LENGTH
from chalicelib.domain.printable import letters_in_words, unprintable_letters
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.text import clean_text

_MORE = 2  # one of them may be a space, which does not stay at the end


def cleaned_name(typed: str) -> str:
    """As it is kept: on one line. Of what is longer than 200 characters, enough that it is refused."""
    return clean_text(typed, NAME_LENGTH + _MORE)


def name_problems(cleaned: str) -> list[Problem]:
    """Why a name that was cleaned cannot be printed; empty for one that can."""
    if not cleaned:
        return [Problem("name", Code.REQUIRED, "Enter the name to print on certificates.")]
    if len(cleaned) > NAME_LENGTH:
        message = f"This name has more than {NAME_LENGTH} characters. Shorten it."
        return [Problem("name", Code.TOO_LONG, message)]
    letters = unprintable_letters(cleaned)
    if not letters:
        return []
    shown = letters_in_words(letters)
    message = f"Certificates can't print {shown}. Enter the name in other letters."
    return [Problem("name", Code.UNPRINTABLE, message)]
