"""Ids that a file or an operator gives."""

from chalicelib.domain.identifiers import is_account_id, is_conference_id
from chalicelib.domain.text import clean_text
from chalicelib.importing.problems import BadValue
from chalicelib.importing.quoting import quoted


def conference_id(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 64, beginning with a letter or digit."""
    if is_conference_id(text):
        return text
    raise BadValue(
        f"{quoted(text)} isn't a conference ID: use lower-case letters, digits and hyphens, "
        "at most 64, such as spring-2026",
        "conference_id",
    )


def session_id(text: str) -> str:
    """At most 100 printable characters without #, which the tables' keys use."""
    text = text.strip()
    if text and len(text) <= 100 and "#" not in text and clean_text(text, 101) == text:
        return text
    raise BadValue(
        f"{quoted(text)} can't be a session ID (1 to 100 characters, no # among them)", "session_id"
    )


def account_id(text: str) -> str:
    """Letters, digits and . _ -, at most 100: IDs are in the logs, so no email address is one."""
    if is_account_id(text.strip()):
        return text.strip()
    raise BadValue(
        f"{quoted(text)} can't be an account ID: use letters, digits and . _ - (at most 100), "
        "never an email address",
        "account_id",
    )
