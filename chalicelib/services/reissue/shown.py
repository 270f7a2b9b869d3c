"""What a reissue's pages show beside its record."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.conference import Session
from chalicelib.domain.reissue import Reissue, State
from chalicelib.errors import NotFound
from chalicelib.importing.progress import parts
from chalicelib.store.claims import conferences
from chalicelib.store.people import accounts
from chalicelib.store.tables import KEYS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Beside:
    """The title of the session that it is limited to, whether the conference changed since, and the
    names of those whose certificates are shown ("": has none), by account; who is gone is left out.
    """

    session: str
    changed: bool
    names: Mapping[str, str]


def choices(conference_id: str) -> list[Session]:
    """The sessions that certificates can list."""
    stored = conferences.load(conference_id)
    return [one for one in stored.sessions if one.eligible] if stored else []


def beside(held: Reissue) -> Beside:
    """Of its conference and its people as they are now."""
    stored = conferences.load(held.conference_id)
    if stored is None:
        raise NotFound
    wanted = held.wanted.session_id
    titles = (one.title for one in (*stored.sessions, *stored.withdrawn) if one.id == wanted)
    counted = held.state is not State.COUNTING
    return Beside(next(titles, wanted), counted and stored.revision != held.revision, _names(held))


def _names(held: Reissue) -> Mapping[str, str]:
    """Of those whom the page lists: by one call, two where every line is another person's."""
    if held.state in (State.COUNTING, State.DISCARDED):
        return {}
    lines = (*([held.sample] if held.sample else []), *held.differing, *held.left_out)
    found: dict[str, str] = {}
    for part in parts(list(dict.fromkeys(line.account_id for line in lines)), KEYS_AT_ONCE):
        found |= accounts.names_of(part)
    return found
