"""A snapshot as one PDF: a certificate page and the transcript."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from reportlab import rl_config
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from chalicelib.domain.certificate import Snapshot
from chalicelib.templating import ROOT
from chalicelib.templating import render as render_template

# In the repository fonts lie under vendor/; the package puts what is there at its root.
FONTS = next(p for p in (ROOT / "vendor" / "fonts", ROOT / "fonts") if p.is_dir())
rl_config.invariant = 1  # the same snapshot gives the same bytes


class RenderFailed(Exception):
    """The certificate cannot be rendered, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The PDF; `missing_glyphs` are characters replaced because no font has them."""

    pdf: bytes
    missing_glyphs: tuple[str, ...]
    pages: int


def render(snapshot: Snapshot, images: Mapping[str, bytes] | None = None) -> Rendered:
    """Render from the snapshot and the images it names alone. Raises RenderFailed."""
    html = render_template(
        "certificate/certificate.html",
        snapshot=snapshot,
        fonts=FONTS,
        paper=snapshot.provider.paper.value,
    )
    out = io.BytesIO()
    policy = ResourceAccessPolicy.server(str(FONTS), allow_remote=False)
    done = pisa.CreatePDF(html, out, path=str(FONTS), resource_policy=policy)
    if done.err:
        raise RenderFailed(f"{done.err} errors")
    return Rendered(out.getvalue(), (), 0)
