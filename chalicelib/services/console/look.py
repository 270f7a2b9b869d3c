"""How a conference's certificates look: the images that are uploaded, and a sample as it will be."""

from datetime import datetime

from chalicelib.aws import storage
from chalicelib.domain.problem import Problem
from chalicelib.domain.sample import SAMPLE_NAME, sample, sample_sessions
from chalicelib.errors import Invalid
from chalicelib.services.certificates.sample import Shown, shown
from chalicelib.services.console.change import Asked, wanted
from chalicelib.settings import settings
from chalicelib.store.claims.conferences import StoredConference


def keep_image(setting: str, name: str, data: bytes) -> str:
    """Check an image as the command line does, and store it; its digest. Raises Invalid.

    It is stored before anything names it; one that nothing names in the end harms nobody.
    """
    from chalicelib.importing.problems import Refused
    from chalicelib.importing.settings.images import png_of
    from chalicelib.importing.source import Source

    try:
        return storage.put_image(png_of(Source(name, data)))
    except Refused as refused:
        problem = Problem(setting, "image", refused.findings[0].sentence)
        raise Invalid([problem]) from None


def check_images(stored: StoredConference, asked: Asked) -> None:
    """A conference never names an image that is not there. Raises Invalid."""
    known = stored.conference.provider.images
    lacking = [
        Problem(f"provider.{key}", "image", "This image is no longer there. Choose it again.")
        for key, digest in asked.images.items()
        if digest and digest not in known and not storage.has_image(digest)
    ]
    if lacking:
        raise Invalid(lacking)


def previewed(stored: StoredConference, asked: Asked, now: datetime) -> Shown:
    """A sample with these settings, as it will be; nothing is saved. Raises Invalid, NotRendered."""
    check_images(stored, asked)
    conference = wanted(stored, asked).conference
    sessions = sample_sessions(conference, stored.sessions)
    return shown(sample(conference, sessions, SAMPLE_NAME, now, settings().portal_url))
