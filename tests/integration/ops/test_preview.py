"""`preview ID`: a sample certificate, for the organizer alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from chalicelib.domain.public_id import parse
from chalicelib.domain.sample import SAMPLE_ID
from samples import world
from tests.integration.ops.operator import ops, refused
from tests.support.tables import everything


def _text_of(pdf: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("install poppler-utils to read PDFs")
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_it_shows_a_certificate_of_the_conference_and_stores_nothing(tmp_path: Path) -> None:
    world.hold()
    pdf = tmp_path / "sample.pdf"
    before = everything()
    output = ops("preview", "spring", "--output", pdf, "--name", "Zoë Ångström", "--sessions", "3")
    assert output == f"{pdf}: a sample with 3 sessions\n"
    assert everything() == before
    text = _text_of(pdf)
    assert "Zoë Ångström" in text
    assert "Title of opening" in text
    assert "Title of second" not in text


def test_a_sample_cannot_be_verified() -> None:
    assert parse(SAMPLE_ID) is None


def test_a_conference_without_credit_has_nothing_to_show(tmp_path: Path) -> None:
    world.hold(sessions=(world.session("lunch", credit=0),))
    output = refused("preview", "spring", "--output", tmp_path / "sample.pdf")
    assert "It has no eligible session to show. Import its schedule with --eligible." in output
    assert not (tmp_path / "sample.pdf").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    world.hold()
    output = refused("preview", "spring", "--output", tmp_path)
    assert "It can't be written (Is a directory)." in output
