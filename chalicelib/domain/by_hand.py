"""What organizers set of a session by hand: an import keeps it, and says so."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ByHand:
    """The mark of a session that was changed by hand.

    `fields` name what was set: fields of a session, with "time" for day, start and end together.
    `put_in`: it was added or put back by hand, so no file has to have it. `cancelled`: it was cancelled
    by hand, and stays so. `title` and `starts_at` are what the last file had ("", None: what the
    session has): by them a later file's row is known to be this session.
    """

    fields: tuple[str, ...] = ()
    put_in: bool = False
    cancelled: bool = False
    title: str = ""
    starts_at: datetime | None = None
