"""What an import of a conference's people is asked for."""

from dataclasses import dataclass, field

from chalicelib.domain.conference import Conference, Session
from chalicelib.importing.leaving_out import Skips
from chalicelib.importing.mapping import Mapped
from chalicelib.importing.source import Source


@dataclass(frozen=True, slots=True)
class Request:
    """A file of registrations or check-ins. `prune`: it has everything; what it lacks is removed."""

    file: Source
    conference: Conference
    sessions: tuple[Session, ...] = ()
    mapped: Mapped = field(default_factory=Mapped)
    skips: Skips = field(default_factory=Skips)
    prune: bool = False
