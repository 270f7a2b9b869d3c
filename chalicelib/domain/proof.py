"""What an organizer recorded of a person's attendance, and what a session then counts (rule 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.conference import Policies, Session

WHOLE = 0  # the minutes of a check-in that tells none: the session counts whole


@dataclass(frozen=True, slots=True)
class Proof:
    """Check-ins: sessions by id with the minutes attended (WHOLE: not told), and whole days.

    A check-in for a day stands for every session of that conference day. Both are in order.
    """

    sessions: tuple[tuple[str, int], ...] = ()
    days: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sessions or self.days)


NONE = Proof()


@dataclass(frozen=True, slots=True)
class Seen:
    """The same, to look sessions up in."""

    minutes: Mapping[str, int]
    days: frozenset[date]

    def at(self, session: Session) -> int | None:
        """The minutes of a session that were attended (WHOLE: all of it); None: no record."""
        return WHOLE if session.day in self.days else self.minutes.get(session.id)


def combined(proofs: Iterable[Proof]) -> Proof:
    """What any of them says; of one session, the longest stay."""
    minutes: dict[str, int] = {}
    days: set[date] = set()
    for proof in proofs:
        days.update(proof.days)
        for session_id, stay in proof.sessions:
            minutes[session_id] = longer(minutes.get(session_id, stay), stay)
    return Proof(tuple(sorted(minutes.items())), tuple(sorted(days)))


def longer(one: int, other: int) -> int:
    """The longer of two stays."""
    return WHOLE if WHOLE in (one, other) else max(one, other)


def seen(proofs: Iterable[Proof]) -> Seen:
    """What several say together."""
    whole = combined(proofs)
    return Seen(dict(whole.sessions), frozenset(whole.days))


def asks_for_proof(policies: Policies) -> bool:
    """Whether anything of a conference counts only with a record of attendance."""
    return policies.verified or any(type_.verified for type_ in policies.credit_types)


def counted(session: Session, policies: Policies, found: Seen) -> Session | None:
    """The session with the minutes that count for a person; None: no attendance was recorded.

    A stay that is shorter than the session caps its minutes, and those of each credit type. Where
    only some credit types ask for proof, the session keeps the others without it.
    """
    stay = found.at(session)
    if stay is not None:
        return session if stay == WHOLE else _capped(session, stay)
    if policies.verified:
        return None
    asking = {type_.id for type_ in policies.credit_types if type_.verified}
    kept = tuple((name, minutes) for name, minutes in session.credits if name not in asking)
    if kept == session.credits:
        return session
    left = replace(session, credits=kept)
    return left if left.eligible else None


def _capped(session: Session, stay: int) -> Session:
    return replace(
        session,
        contact_minutes=min(session.contact_minutes, stay),
        credits=tuple((name, min(minutes, stay)) for name, minutes in session.credits),
    )
