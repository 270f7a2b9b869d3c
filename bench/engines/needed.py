"""Which faces a snapshot needs: every engine is given those, and no others."""

from chalicelib.documents.fonts import _FILES, FOLDER, Family
from chalicelib.documents.setting import Setter
from chalicelib.domain.certificate import Snapshot

FONTS = FOLDER


def families(snapshot: Snapshot) -> list[Family]:
    setter = Setter(snapshot.time_zone)
    texts = [snapshot.name, snapshot.conference_name]
    texts += [text for session in snapshot.sessions for text in (session.title, *session.speakers)]
    found = {family for text in texts for family in setter.prepare(text).families}
    return [family for family in Family if family in found | {Family.SANS, Family.DISPLAY}]


def faces(found: list[Family]) -> list[tuple[str, str]]:
    """(family, file without its suffix), regular before bold."""
    return [(family.value, name) for family in found for name in dict.fromkeys(_FILES[family])]
