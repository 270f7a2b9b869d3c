"""How a conference's certificates look: the images that are uploaded, and whether it can be used."""

from chalicelib.aws import stored_images
from chalicelib.domain.conference import Conference
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.services.console.change import Asked, wanted
from chalicelib.store.claims.conferences import StoredConference


def keep_image(setting: str, name: str, data: bytes) -> str:
    """Check an image as the command line does, and store it; its digest. Raises Invalid.

    It is stored before anything names it; one that nothing names in the end harms nobody.
    """
    from chalicelib.importing.problems import Refused
    from chalicelib.importing.settings.images import png_of
    from chalicelib.importing.source import Source

    try:
        return stored_images.put_image(png_of(Source(name, data)))
    except Refused as refused:
        problem = Problem(setting, Code.IMAGE, refused.findings[0].sentence)
        raise Invalid([problem]) from None


def check_images(stored: StoredConference, asked: Asked) -> None:
    """A conference never names an image that is not there. Raises Invalid."""
    known = stored.conference.provider.images
    lacking = [
        Problem(f"provider.{key}", Code.IMAGE, "This image is no longer there. Choose it again.")
        for key, digest in asked.images.items()
        if digest and digest not in known and not stored_images.has_image(digest)
    ]
    if lacking:
        raise Invalid(lacking)


def conference_with(stored: StoredConference, asked: Asked) -> Conference:
    """The conference with this look; nothing is saved. Raises Invalid."""
    check_images(stored, asked)
    return wanted(stored, asked).conference
