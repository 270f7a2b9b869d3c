"""A sample certificate, made by what makes the real ones: for `ops preview` and the console's look."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chalicelib.aws import stored_images
from chalicelib.domain.certificate import Snapshot
from chalicelib.errors import PortalError

if TYPE_CHECKING:
    from chalicelib.documents.certificate import Rendered


class NotRendered(PortalError):
    """The certificate cannot be made; `detail` says why."""

    status = 422
    title = "We can't make this certificate"


def rendered(snapshot: Snapshot) -> "Rendered":
    """The PDF, and what it could not print. Raises NotRendered."""
    from chalicelib.documents.certificate import RenderFailed, render

    try:
        return render(snapshot, images_of(snapshot))
    except RenderFailed as problem:
        raise NotRendered(str(problem)) from None


def pictured(snapshot: Snapshot, page: int) -> str:
    """One page of it as an SVG image, counted from 0. Raises NotRendered."""
    from chalicelib.documents.certificate import RenderFailed, picture

    try:
        return picture(snapshot, images_of(snapshot), page=page)
    except RenderFailed as problem:
        raise NotRendered(str(problem)) from None


def images_of(snapshot: Snapshot) -> Mapping[str, bytes]:
    """The images it names."""
    return {digest: stored_images.get_image(digest) for digest in sorted(snapshot.provider.images)}
