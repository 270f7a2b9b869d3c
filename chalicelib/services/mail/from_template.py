"""An email from its templates in templates/email/<name>/."""

from typing import Any

from chalicelib.aws.mail_message import Attachment, Mail
from chalicelib.domain.retention import KEPT_YEARS
from chalicelib.settings import settings
from chalicelib.templating import render


def mail_of(
    name: str,
    to: str,
    *,
    attachments: tuple[Attachment, ...] = (),
    tags: dict[str, str] | None = None,
    unasked: bool = False,
    **values: Any,
) -> Mail:
    """The email of that name, with what all of them say; `unasked`: nobody known to us asked for it."""
    known = settings()
    values |= {
        "portal_url": known.portal_url,
        "contact": known.organizer_contact,
        "brand_name": known.brand_name,
        "brand_colour": known.brand_colour,
        "kept_years": KEPT_YEARS,
    }
    return Mail(
        to=to,
        subject=" ".join(render(f"email/{name}/subject.txt", **values).split()),
        text=render(f"email/{name}/body.txt", **values),
        html=render(f"email/{name}/body.html", **values),
        attachments=attachments,
        tags=tags or {},
        unasked=unasked,
    )
