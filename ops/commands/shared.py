"""What several commands say and ask."""

from typing import TYPE_CHECKING

from chalicelib.domain.public_id import parse
from ops import values
from ops.problems import BadValue, refused

if TYPE_CHECKING:
    from chalicelib.store.claims.conferences import StoredConference

CERTIFICATE_HELP = "Its ID, as printed on it."
DRY_RUN_HELP = "Show what would change, and change nothing."
COLUMN_HELP = "COLUMN=HEADING, where the file calls a column otherwise. Repeatable."
DRY_RUN_DONE = "Dry run: nothing was changed."


def certificate_id(typed: str) -> str:
    """A certificate ID as issued, however it was typed; raises BadInput."""
    found = parse(typed)
    if found is None:
        raise refused(
            "certificate ID",
            f"{values.quoted(typed)} is none; copy it from the certificate, such as "
            "ABCD-EFGH-JKMN-PQRS (a character that was misread is noticed, too)",
        )
    return found


def checked_id(text: str, option: str) -> str:
    """A conference id; raises BadInput naming the option."""
    try:
        return values.conference_id(text)
    except BadValue as problem:
        raise refused(option, f"{problem}") from None


def stored_conference(conference_id: str) -> "StoredConference":
    """The conference as stored; raises BadInput when there is none."""
    from chalicelib.store.claims import conferences

    stored = conferences.load(checked_id(conference_id, "conference id"))
    if stored is None:
        raise refused(
            f"conference {conference_id}",
            f"there is none of this id; import its schedule first: "
            f"import-schedule FILE --id {conference_id}",
        )
    return stored
