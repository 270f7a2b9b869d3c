"""A sample certificate, made by what makes the real ones: for `ops preview` and the console's look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.aws import storage
from chalicelib.domain.certificate import Snapshot
from chalicelib.errors import PortalError

if TYPE_CHECKING:
    from chalicelib.documents.certificate import Rendered


class NotRendered(PortalError):
    """The certificate cannot be made; `detail` says why."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample as PDF, and its certificate and first transcript page as SVG images."""

    pdf: bytes
    pages: tuple[str, ...]
    missing_glyphs: tuple[str, ...]


def rendered(snapshot: Snapshot) -> "Rendered":
    """The PDF, and what it could not print. Raises NotRendered."""
    from chalicelib.documents.certificate import RenderFailed, render

    try:
        return render(snapshot, images_of(snapshot))
    except RenderFailed as problem:
        raise NotRendered(str(problem)) from None


def shown(snapshot: Snapshot) -> Shown:
    """The same, with images of its first two pages. Raises NotRendered."""
    from chalicelib.documents.certificate import RenderFailed, preview

    try:
        made, pages = preview(snapshot, images_of(snapshot), pictures_of=2)
    except RenderFailed as problem:
        raise NotRendered(str(problem)) from None
    return Shown(made.pdf, pages, made.missing_glyphs)


def images_of(snapshot: Snapshot) -> Mapping[str, bytes]:
    """The images it names."""
    return {digest: storage.get_image(digest) for digest in sorted(snapshot.provider.images)}
