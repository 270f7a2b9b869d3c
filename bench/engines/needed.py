"""Which faces a snapshot needs: every engine is given those, and no others."""

from chalicelib.documents.characters import Characters, family_of, ideographs
from chalicelib.documents.families import FILES, Family
from chalicelib.documents.fonts import FOLDER
from chalicelib.domain.certificate import Snapshot

FONTS = FOLDER


def families(snapshot: Snapshot) -> list[Family]:
    texts = [snapshot.name, snapshot.conference_name]
    texts += [text for session in snapshot.sessions for text in (session.title, *session.speakers)]
    characters, found = Characters(), {Family.SANS, Family.DISPLAY}
    for text in texts:
        asked = ideographs(text, snapshot.time_zone)
        found |= {family_of(c, asked) or Family.SANS for c in characters.drawable(text)}
    return [family for family in Family if family in found]


def faces(found: list[Family]) -> list[tuple[str, str]]:
    """(family, file without its suffix), regular before bold."""
    return [(family.value, name) for family in found for name in dict.fromkeys(FILES[family])]
