"""Whatever files follow each other, a tick means the session it was put on (rule 9)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attended_on import AttendedOnRefused
from chalicelib.domain.conference import Earlier, Format, Session
from chalicelib.domain.tick import Tick, accepted, date_of
from chalicelib.importing.schedule.identity import Match, matched, with_ids
from tests.unit.domain import build

TODAY = build.DAY + timedelta(days=60)


@dataclass
class Talk:
    """What the organizer means, whatever their file calls it."""

    number: int
    title: str
    day: int
    called: str


class World:
    """An organizer's program, what is stored of it, and Alice's ticks."""

    def __init__(self, *, guids: bool) -> None:
        self.guids = guids
        self.talks = [Talk(n, f"Talk {n}", 0, f"s{n}") for n in range(4)]
        self.made = 4
        self.stored: dict[str, Session] = {}
        self.means: dict[str, int] = {}
        self.ticks: dict[str, Tick] = {}
        self.revision = 0
        self.upload(None)

    def _row(self, talk: Talk) -> Session:
        # No two talks start alike, or a file without guids could not tell one from another.
        at = f"{8 + talk.number % 10:02}:{talk.number // 10:02}"
        return replace(
            build.session(talk.called, day=build.DAY + timedelta(days=talk.day), at=at),
            title=talk.title,
            format=Format.VIRTUAL,
            guid=f"g{talk.number}" if self.guids else "",
            source_id=talk.called,
        )

    def upload(self, match: Match | None) -> None:
        """Import the program as it is; what nobody could tell is refused and changes nothing."""
        rows = [self._row(talk) for talk in self.talks]
        found = matched(rows, self.stored.values(), match)
        if found.replaced:
            return
        self.revision += 1
        named = with_ids(found.pairs, self.stored.values())
        for talk, session in zip(self.talks, named, strict=True):
            old = self.stored.get(session.id)
            assert self.means.setdefault(session.id, talk.number) == talk.number
            self.stored[session.id] = self._remembering(session, old)

    def _remembering(self, session: Session, old: Session | None) -> Session:
        if old is None:
            return session
        if old.starts_at == session.starts_at:
            return replace(session, earlier=old.earlier)
        was = Earlier(self.revision - 1, old.title, old.day, old.starts_at, old.ends_at)
        return replace(session, earlier=(*old.earlier, was))

    def save(self, which: int, chosen: date | None) -> None:
        """Tick a session, and send back every other as it is shown, which is never refused."""
        sent: dict[str, date | None] = {
            i: date_of(t, self.stored[i]) for i, t in self.ticks.items()
        }
        for identifier, day in sent.items():
            self.ticks[identifier] = self._accepted(identifier, day)
        identifier = list(self.stored)[which % len(self.stored)]
        try:
            self.ticks[identifier] = self._accepted(identifier, chosen)
        except AttendedOnRefused:
            assert chosen is not None
            assert not self.stored[identifier].day <= chosen <= TODAY

    def _accepted(self, identifier: str, day: date | None) -> Tick:
        known = self.ticks.get(identifier)
        return accepted(self.stored[identifier], day, known, TODAY, self.revision)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "rename", "renumber", "drop", "add", "tick", "choose"]),
        st.integers(0, 30),
    ),
    max_size=16,
)


@given(STEPS, st.booleans(), st.sampled_from([None, Match.GUID, Match.TITLE]))
def test_no_import_moves_a_tick_to_another_session(
    steps: list[tuple[str, int]], guids: bool, match: Match | None
) -> None:
    if not guids and match is Match.GUID:
        match = Match.TITLE
    world = World(guids=guids)
    for step, n in steps:
        _take(world, step, n, match)


def _take(world: World, step: str, n: int, match: Match | None) -> None:
    if step == "tick":
        world.save(n, None)
        return
    if step == "choose":
        world.save(n, build.DAY + timedelta(days=n))
        return
    before = {identifier: world.means[identifier] for identifier in world.ticks}
    kept = {i: (t.chosen, world.stored[i].day) for i, t in world.ticks.items()}
    _change(world, step, n)
    world.upload(match)
    assert {identifier: world.means[identifier] for identifier in world.ticks} == before
    for identifier, (chosen, was) in kept.items():
        session = world.stored[identifier]
        shown = date_of(world.ticks[identifier], session)
        if chosen is None:
            assert shown == session.day
        elif chosen > max(session.day, was):
            assert shown == chosen


def _change(world: World, step: str, n: int) -> None:
    talks = world.talks
    if step == "add" or not talks:
        talks.insert(0, Talk(world.made, f"Talk {world.made}", 0, f"s{world.made}"))
        world.made += 1
        return
    talk = talks[n % len(talks)]
    if step == "move":
        talk.day = n % 9
    elif step == "rename":
        talk.title += "!" if world.guids else ""
    elif step == "renumber":
        # A row on top, and every id is its row's number: what a spreadsheet does.
        for place, each in enumerate(talks):
            each.called = f"s{(place + n) % len(talks)}"
    elif len(talks) > 1:
        talks.remove(talk)
