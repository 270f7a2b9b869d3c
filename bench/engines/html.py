"""The two engines that take HTML: xhtml2pdf as it comes, and weasyprint."""

import io
from pathlib import Path

from bench.engines import needed, qr
from chalicelib.domain.certificate import Snapshot
from chalicelib.templating import environment

TEMPLATE = (Path(__file__).parent / "plain.html").read_text()


def _html(snapshot: Snapshot, *, footer: bool) -> str:
    found = needed.families(snapshot)
    return environment().from_string(TEMPLATE).render(
        snapshot=snapshot,
        fonts=needed.FONTS,
        faces=needed.faces(found),
        families=", ".join(family.value for family in found if family.value != "garamond"),
        qr=qr.data_uri(snapshot.verify_url),
        footer=footer,
    )  # fmt: skip


def xhtml2pdf(snapshot: Snapshot) -> bytes:
    from xhtml2pdf import pisa

    out = io.BytesIO()
    done = pisa.CreatePDF(_html(snapshot, footer=False), out, path=str(needed.FONTS))
    assert not done.err
    return out.getvalue()


def weasyprint(snapshot: Snapshot) -> bytes:
    from weasyprint import HTML

    pdf: bytes = HTML(string=_html(snapshot, footer=True)).write_pdf()
    return pdf
