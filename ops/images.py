"""Logos and signatures as files beside the settings."""

from pathlib import Path

from chalicelib.domain.limits import MAX_IMAGE_BYTES
from chalicelib.importing.settings.images import png_of as checked
from ops import files


def png_of(path: Path) -> bytes:
    """The image as PNG bytes, the same for the same file. Raises Refused."""
    return checked(files.source(path, MAX_IMAGE_BYTES))
