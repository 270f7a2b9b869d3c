"""A conference's logo is on every certificate of it, and on the organizer's sample."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from chalicelib.aws import storage, stored_images
from chalicelib.domain.conference import Provider
from samples import world
from tests.integration.ops.operator import ops
from tests.support.client import Portal, run_consumer


def _with_logo(color: str) -> None:
    # A process reads an image once: each test has one of its own.
    image = BytesIO()
    Image.new("RGB", (40, 20), color).save(image, "PNG")
    logo = stored_images.put_image(image.getvalue())
    world.hold(world.spring(provider=Provider(name="Prairie Counselors", logo=logo)))


def _pictures(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return sum(len(page.get_images()) for page in document.pages)


def test_alices_certificate_has_the_logo(app: Any, people: None) -> None:
    _with_logo("navy")
    alice = Portal(app)
    alice.sign_in(world.ALICE, world.PASSWORD)
    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    run_consumer(app)
    assert _pictures(storage.get_pdf(public_id) or b"") == 1


def test_the_sample_has_the_logo(tmp_path: Path) -> None:
    _with_logo("maroon")
    pdf = tmp_path / "sample.pdf"
    ops("preview", "spring", "--output", pdf)
    assert _pictures(pdf.read_bytes()) == 1


def test_a_conference_without_a_logo_has_no_picture(tmp_path: Path) -> None:
    world.hold()
    pdf = tmp_path / "sample.pdf"
    ops("preview", "spring", "--output", pdf)
    assert _pictures(pdf.read_bytes()) == 0
