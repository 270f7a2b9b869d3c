"""How many people ticked a session, and how many certificates have it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.domain.conference import Session


@dataclass(frozen=True, slots=True)
class SessionCount:
    """One session's figures. `withdrawn`: it is no longer part of the program."""

    session: Session
    ticked: int
    certified: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The ids that a claim has ticked, and those that its certificate has.

    `certified` is None where a certificate stands and what it was made from is not kept.
    """

    ticked: Iterable[str]
    certified: Iterable[str] | None = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Sessions in the program's order, withdrawn ones last; `unknown` certificates are counted nowhere."""

    sessions: tuple[SessionCount, ...]
    unknown: int


def session_counts(
    sessions: Sequence[Session], withdrawn: Sequence[Session], everybody: Iterable[Held]
) -> Counts:
    """Those with credit, and whatever else somebody ticked."""
    ticked: Counter[str] = Counter()
    certified: Counter[str] = Counter()
    unknown = 0
    for held in everybody:
        ticked.update(held.ticked)
        if held.certified is None:
            unknown += 1
        else:
            certified.update(held.certified)
    found = [
        SessionCount(one, ticked[one.id], certified[one.id], gone)
        for gone, part in ((False, sessions), (True, withdrawn))
        for one in part
    ]
    shown = [
        one
        for one in found
        if one.ticked or one.certified or (one.session.eligible and not one.withdrawn)
    ]
    return Counts(tuple(shown), unknown)
