"""Bad files and options. A case is a transcript beside its file: the command as typed, then exactly
what a person reads. After each, everything stored is as it was.
"""

import io
import random
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from chalicelib.store.claims import conferences
from ops.cli import app
from tests.support.tables import everything

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted(FOLDER.glob("*/*.txt"))


def _ops(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_corpus_is_there() -> None:
    assert len(TRANSCRIPTS) >= 200


@pytest.mark.parametrize(
    "transcript", TRANSCRIPTS, ids=[f"{path.parent.name}/{path.stem}" for path in TRANSCRIPTS]
)
def test_it_is_refused_in_these_words_and_nothing_changes(
    transcript: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, _, expected = transcript.read_text("utf-8").partition("\n")
    monkeypatch.chdir(transcript.parent)
    before = everything()

    result = _ops(*command.removeprefix("$ ").split())

    assert result.stderr == expected
    assert result.stdout == ""
    assert result.exit_code == 1
    assert everything() == before


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as file:
        file.write(b"<schedule>")
        file.truncate(200_000_000)
    before = everything()

    result = _ops("import-schedule", str(huge), "--id", "spring")

    assert result.stderr == (
        "Can't import huge.xml:\n"
        "  The file has 200 MB; at most 20 MB can be imported. Check that it is the right file.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before


def test_more_sessions_than_any_conference_has_are_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "endless.csv"
    rows = (f"{n},Talk {n},2024-03-06,09:00,10:00" for n in range(5001))
    sheet.write_text("id,title,date,starts_at,ends_at\n" + "\n".join(rows))
    before = everything()

    result = _ops("import-schedule", str(sheet), "--id", "spring")

    assert result.stderr == (
        "Can't import endless.csv:\n"
        "  The file holds 5,001 sessions; at most 5,000 can be imported.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before


def test_more_text_than_a_conference_can_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A thirteenth of what one can hold: the same path, without compressing 15 MB of noise.
    monkeypatch.setattr(conferences, "MAX_CHUNKS", 1)
    sheet = tmp_path / "wordy.csv"
    dice = random.Random(7)
    rows = (
        f"{n},{''.join(chr(dice.randint(0x4E00, 0x9FA0)) for _ in range(500))},2024-03-06,9:00,10:00"
        for n in range(400)
    )
    sheet.write_text("id,title,date,starts_at,ends_at\n" + "\n".join(rows), "utf-8")
    before = everything()

    result = _ops("import-schedule", str(sheet), "--id", "spring")

    assert result.stderr.endswith(
        "Can't import wordy.csv:\n"
        "  The sessions have more text than one conference can hold. Shorten the titles.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before


def test_a_cell_of_200_000_characters_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "long.csv"
    sheet.write_text("email,name\nalice@school.example," + "A" * 200_000 + "\n")
    before = everything()

    result = _ops("import-registrations", "spring", str(sheet))

    assert result.stderr == (
        "Can't import long.csv:\n"
        "  row 2: One of its cells has more than 131,072 characters.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before


def test_an_image_over_1_mb_is_refused(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (700, 700), random.Random(1).randbytes(700 * 700 * 3))
    noise.save(tmp_path / "noise.png")
    (tmp_path / "settings.toml").write_text('[provider]\nlogo = "noise.png"\n')
    before = everything()

    result = _ops("conference", "spring", "--file", str(tmp_path / "settings.toml"))

    assert result.stderr == (
        "Can't use settings.toml:\n"
        "  provider.logo: noise.png: The file has 1.47 MB; at most 1 MB can be imported. "
        "Check that it is the right file.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before


def test_a_picture_that_unpacks_to_400_megapixels_is_refused_before_it_is_unpacked(
    tmp_path: Path,
) -> None:
    packed = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(packed, "PNG")
    (tmp_path / "bomb.png").write_bytes(packed.getvalue())
    (tmp_path / "settings.toml").write_text('[provider]\nlogo = "bomb.png"\n')
    before = everything()

    result = _ops("conference", "spring", "--file", str(tmp_path / "settings.toml"))

    assert result.stderr == (
        "Can't use settings.toml:\n"
        "  provider.logo: bomb.png: It is too large: at most 2000 × 2000 pixels are allowed.\n"
        "Nothing was changed.\n"
    )
    assert everything() == before
