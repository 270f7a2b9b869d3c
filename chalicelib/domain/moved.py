"""What an import changed of a session since it was selected (rule 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.conference import Earlier, Session
from chalicelib.domain.problem import Code
from chalicelib.domain.tick import Tick
from chalicelib.domain.words import date_in_words


@dataclass(frozen=True, slots=True)
class Moved:
    """A ticked session whose time changed since, or whose id means another session now."""

    session: Session
    before: Earlier

    @property
    def code(self) -> str:
        """For programs."""
        return Code.SESSION_REPLACED if self.before.replaced else Code.SESSION_MOVED

    @property
    def message(self) -> str:
        """For people."""
        was, now = date_in_words(self.before.day), date_in_words(self.session.day)
        if self.before.replaced:
            return (
                f"“{self.before.title}” ({was}), which you selected, is now "
                f"“{self.session.title}” ({now}). Keep it only if you attended it."
            )
        if self.before.day == self.session.day:
            was, now = _at(self.before), _at(self.session)
        return f"“{self.session.title}” moved from {was} to {now} after you selected it."


def moved(ticks: Mapping[str, Tick], sessions: Iterable[Session]) -> list[Moved]:
    """The ticked sessions that changed after they were ticked, each with what it was then."""
    found = []
    for session in sessions:
        tick = ticks.get(session.id)
        if tick is None:
            continue
        since = [before for before in session.earlier if before.revision >= tick.seen]
        replaced = [before for before in since if before.replaced]
        before = next(iter(replaced or since), None)
        if before and (before.replaced or before.starts_at != session.starts_at):
            found.append(Moved(session, before))
    return found


def _at(when: Session | Earlier) -> str:
    at = when.starts_at
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'} on {date_in_words(when.day)}"
