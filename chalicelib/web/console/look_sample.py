"""/console/{conference}/look/samples/…: what a look comes to, each page an image, and the PDF."""

import re

from chalice.app import Response

from chalicelib.errors import NotFound
from chalicelib.services.console import look_sample as service
from chalicelib.services.console.change import stored_conference
from chalicelib.web.console.routing import Role, Visit, organizer_page, redirect
from chalicelib.web.headers import page_headers

_NAME = re.compile(r"[0-9a-f]{64}")
# Its pictures are in it; opened by itself, it loads and runs nothing.
_POLICY = "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


@organizer_page("/console/{conference_id}/look/samples/{sample}", role=Role.READER)
def get_sample(visit: Visit, conference_id: str, sample: str) -> Response:
    """One page of it, or the PDF; with `look`, of what is typed."""
    name = visit.query("look")
    if sample not in (*service.PAGES, "pdf") or (name and not _NAME.fullmatch(name)):
        raise NotFound
    stored = stored_conference(conference_id)
    of = service.SampleOf(stored, service.kept(stored, name) if name else None)
    if sample == "pdf":
        made = redirect(visit, f"/console/{conference_id}/look")
        made.headers["Location"] = service.pdf_link(of, visit.account.id, visit.now)
        return made
    headers = page_headers() | {
        "Content-Type": "image/svg+xml; charset=utf-8",
        "Content-Security-Policy": _POLICY,
    }
    body = service.image(of, sample, visit.account.id, visit.now)
    return Response(body=body, status_code=200, headers=dict(headers))
