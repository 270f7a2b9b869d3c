"""The time zones of certificates, which the days that a person sees are in."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.certificate import Certificate
from chalicelib.store.claims import conferences


def in_their_zones(found: Iterable[Certificate]) -> list[Certificate]:
    """Those stored before a certificate kept its zone get that of their conference, in one batch."""
    certificates = list(found)
    lacking = {one.location.conference_id for one in certificates if not one.time_zone}
    settings = conferences.load_settings(lacking) if lacking else {}
    return [
        replace(one, time_zone=settings[one.location.conference_id].time_zone)
        if not one.time_zone and one.location.conference_id in settings
        else one
        for one in certificates
    ]
