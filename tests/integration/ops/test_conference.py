"""`conference ID --file settings.toml`: what an organizer decides, kept apart from the schedule."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from chalicelib.aws import stored_images
from chalicelib.domain.conference import OverlapPolicy, Paper, ProviderNumber, Rounding
from chalicelib.domain.totals import credit
from samples import world
from tests.integration.ops.operator import ops, stored, written
from tests.support.tables import everything

EVERYTHING = """\
name = "Spring Institute"
place = "Chicago, and online"
overlap = "block"
deadline = {deadline}

[limits]
by_type = true
by_days = true
virtual_may_claim_in_person = true

[rounding]
hours_places = 2
ceus_places = 1
increment_minutes = 15

[provider]
name = "School Counselors"
contact = "ceu@counselors.example"
approval_statement = \"\"\"
Approved by nobody;
this is a test.\"\"\"
signatory_name = "Dr. Pat Signer"
signatory_role = "Director"
signature_image = "signature.jpg"
signatory2_name = "Prof. Sam Second"
signatory2_role = "Chair"
signature2_image = "signature.jpg"
seal = "logo.png"
logo = "logo.png"
paper = "a4"

[[provider.numbers]]
label = "NBCC ACEP No."
number = "4242"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    world.hold()
    Image.new("RGBA", (40, 20), (0, 90, 90, 128)).save(tmp_path / "logo.png")
    Image.new("CMYK", (40, 20)).save(tmp_path / "signature.jpg")
    deadline = date(world.LAST_YEAR + 2, 1, 31)
    return written(tmp_path, "settings.toml", EVERYTHING.format(deadline=deadline))


def test_every_setting_is_stored(settings: Path) -> None:
    ops("conference", "spring", "--file", settings)
    conference = stored().conference
    policies, provider = conference.policies, conference.provider
    assert (conference.name, conference.location) == ("Spring Institute", "Chicago, and online")
    assert policies.overlap is OverlapPolicy.BLOCK
    assert policies.deadline == date(world.LAST_YEAR + 2, 1, 31)
    assert (policies.limit_by_type, policies.limit_by_days) == (True, True)
    assert policies.virtual_may_claim_in_person
    assert policies.rounding == Rounding(2, 1, 15)
    assert credit(100, policies.rounding).hours == Decimal("1.50")
    assert provider.numbers == (ProviderNumber("NBCC ACEP No.", "4242"),)
    assert provider.approval_statement == "Approved by nobody; this is a test."
    assert (provider.signatory_name, provider.signatory_role) == ("Dr. Pat Signer", "Director")
    assert (provider.signatory2_name, provider.signatory2_role) == ("Prof. Sam Second", "Chair")
    assert (provider.signature2_image, provider.seal) == (provider.signature_image, provider.logo)
    assert provider.paper is Paper.A4
    assert stored().sessions == tuple(
        sorted(world.spring_sessions(), key=lambda s: (s.day, s.starts_at))
    )


def test_images_are_kept_as_png_without_what_came_with_them(settings: Path) -> None:
    ops("conference", "spring", "--file", settings)
    provider = stored().conference.provider
    logo = Image.open(BytesIO(stored_images.get_image(provider.logo)))
    signature = Image.open(BytesIO(stored_images.get_image(provider.signature_image)))
    assert (logo.format, logo.mode, logo.size) == ("PNG", "RGBA", (40, 20))
    assert (signature.format, signature.mode) == ("PNG", "RGB")


def test_what_is_left_out_stays(settings: Path, tmp_path: Path) -> None:
    ops("conference", "spring", "--file", settings)
    before = stored().conference
    short = written(tmp_path, "short.toml", "[provider]", 'contact = "new@counselors.example"')
    output = ops("conference", "spring", "--file", short)
    assert output.splitlines() == [
        "Conference spring: changes",
        "  contact: ceu@counselors.example → new@counselors.example",
        "Settings of Spring Institute were saved",
    ]
    after = stored().conference
    assert after.provider.logo == before.provider.logo
    assert after.policies == before.policies


def test_an_empty_value_takes_away(settings: Path, tmp_path: Path) -> None:
    ops("conference", "spring", "--file", settings)
    emptied = written(
        tmp_path,
        "emptied.toml",
        'deadline = "none"',
        "[rounding]",
        "increment_minutes = 0",
        "[provider]",
        'logo = ""',
        "numbers = []",
    )
    ops("conference", "spring", "--file", emptied)
    conference = stored().conference
    assert conference.policies.deadline is None
    assert conference.policies.rounding == Rounding(2, 1, None)
    assert (conference.provider.logo, conference.provider.numbers) == ("", ())


def test_setting_the_same_again_writes_nothing(settings: Path) -> None:
    ops("conference", "spring", "--file", settings)
    before = everything()
    assert "nothing to change" in ops("conference", "spring", "--file", settings)
    assert everything() == before


def test_a_dry_run_stores_no_setting_and_no_image(settings: Path) -> None:
    before = everything()
    output = ops("conference", "spring", "--file", settings, "--dry-run")
    assert "  provider: none → School Counselors" in output
    assert everything() == before


def test_settings_survive_the_next_import_of_the_schedule(settings: Path, tmp_path: Path) -> None:
    ops("conference", "spring", "--file", settings)
    day = world.FIRST_DAY
    sheet = written(tmp_path, "s.csv", "id,title,date,starts_at,ends_at", f"a,A,{day},9:00,10:00")
    before = stored().conference
    ops("import-schedule", sheet, "--id", "spring")
    after = stored().conference
    assert (after.name, after.location) == (before.name, before.location)
    assert (after.policies, after.provider) == (before.policies, before.provider)
