"""A second signature, a seal and a session's track: printed where given, absent in what is older."""

import io
import json
import zlib
from dataclasses import asdict, replace

from PIL import Image

from chalicelib.documents.certificate import render
from chalicelib.documents.stylesheet import style_sheet
from chalicelib.domain.certificate import Snapshot
from chalicelib.domain.conference import Paper, Provider
from chalicelib.domain.digest import digest_of
from chalicelib.store.as_json import AsJson
from chalicelib.store.certificates import snapshots as stored
from samples import snapshots
from tests.integration.documents import reading

_NEW = ("signatory2_name", "signatory2_role", "signature2_image", "seal")


def _png(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 60), color).save(out, "PNG")
    return out.getvalue()


def _signed_twice(paper: Paper = Paper.LETTER) -> Provider:
    return replace(
        snapshots.PROVIDER,
        paper=paper,
        signature_image="a",
        signatory2_name="Prof. Bob Šimek",
        signatory2_role="Chair of the Program Committee",
        signature2_image="b",
        seal="c",
    )


IMAGES = {"a": _png("navy"), "b": _png("black"), "c": _png("gold")}


def test_both_signatories_and_the_seal_are_printed_on_the_first_page() -> None:
    for paper in Paper:
        made = render(snapshots.snapshot(1, provider=_signed_twice(paper)), IMAGES)
        first = " ".join(reading.text_of(made.pdf).partition("\f")[0].split())
        for said in ("Dr. Dana Whitfield", "Prof. Bob Šimek", "Chair of the Program Committee",
                     snapshots.PROVIDER.contact, "Issued Thursday, April 2, 2026"):  # fmt: skip
            assert said in first
        assert first.count("Issued") == 1
        assert made.pdf.count(b"/Subtype/Image") == 3


def test_both_signatures_have_a_line_of_one_length() -> None:
    for paper in Paper:
        places = style_sheet(paper).pages["body"].boxes
        assert places["signature"].width == places["signature2"].width


def test_the_same_snapshot_with_all_of_it_has_the_same_bytes() -> None:
    made = snapshots.snapshot(2, provider=_signed_twice())
    assert render(made, IMAGES).pdf == render(made, dict(reversed(IMAGES.items()))).pdf


def test_a_track_is_printed_under_its_session() -> None:
    session = snapshots.session(title="Boundaries", track="Ethics and law")
    text = reading.text_of(render(snapshots.snapshot([session])).pdf)
    assert "Ethics and law" in text.partition("\f")[2]


def test_a_snapshot_from_before_reads_as_without_and_has_the_digest_it_had() -> None:
    made = snapshots.snapshot(2)
    (item,) = stored.items_of(made)
    old = json.loads(zlib.decompress(item.data))
    for session in old["sessions"]:
        del session["track"]
    for field in _NEW:
        del old["provider"][field]
    read = AsJson[Snapshot](Snapshot).load(json.dumps(old))
    assert asdict(read.provider) == asdict(made.provider)
    assert {session.track for session in read.sessions} == {""}
    assert digest_of(read) == digest_of(made)


def test_what_is_said_anew_makes_another_certificate() -> None:
    made = snapshots.snapshot(1)
    [session] = made.sessions
    tracked = replace(made, sessions=(replace(session, track="Ethics"),))
    signed = replace(made, provider=_signed_twice())
    assert len({digest_of(each) for each in (made, tracked, signed)}) == 3
