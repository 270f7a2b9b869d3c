"""`import-schedule`: what it stores, what it shows, and what a second import leaves alone."""

from pathlib import Path

import pytest

from chalicelib.domain.conference import Format
from chalicelib.errors import Conflict
from chalicelib.store.claims import conferences
from samples import schedules
from tests.integration.ops.operator import ops, refused, stored, written
from tests.support.tables import everything

HEADINGS = "id,title,date,starts_at,ends_at,speakers,format,contact_minutes,types,track"
GRIEF = "g,Grief groups,2024-03-06,09:00,10:00,Dana,,,,Care"
ETHICS = "e,Ethics,2024-03-07,09:00,09:45,Eve,hybrid,,full;student,Law"
ZONE = ("--time-zone", "America/Chicago")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return written(tmp_path, "spring.csv", HEADINGS, GRIEF, ETHICS)


def test_a_dry_run_shows_everything_and_stores_nothing(sheet: Path) -> None:
    before = everything()
    output = ops(
        "import-schedule", sheet, "--id", "spring", "--eligible", "all", "--dry-run", *ZONE
    )
    assert output.splitlines() == [
        "Conference spring: new",
        "  name: spring",
        "  time zone: America/Chicago",
        "  first day: 2024-03-06",
        "  last day: 2024-03-07",
        "New sessions: 2",
        "  + g “Grief groups”: 2024-03-06 09:00",
        "  + e “Ethics”: 2024-03-07 09:00",
        "Dry run: nothing was changed.",
        "2 of 2 sessions eligible, 1.75 hours",
    ]
    assert everything() == before


def test_what_is_imported_is_what_is_stored(sheet: Path) -> None:
    options = ("--name", "Spring", "--eligible", "track:Law", "--limit-by-type", "--limit-by-days")
    output = ops("import-schedule", sheet, "--id", "spring", *ZONE, *options)
    assert output.splitlines()[-1] == "1 of 2 sessions eligible, 0.75 hours"
    conference, (grief, ethics) = stored().conference, stored().sessions
    assert (conference.name, conference.time_zone) == ("Spring", "America/Chicago")
    assert (conference.policies.limit_by_type, conference.policies.limit_by_days) == (True, True)
    assert conference.eligible_sessions == 1
    assert (grief.format, grief.contact_minutes) == (Format.IN_PERSON, 0)
    assert (ethics.format, ethics.contact_minutes) == (Format.HYBRID, 45)
    assert ethics.types == ("full", "student")


def test_importing_again_shows_what_changed_and_writes_nothing_when_nothing_did(
    sheet: Path, tmp_path: Path
) -> None:
    command = ("import-schedule", sheet, "--id", "spring", "--eligible", "all", *ZONE)
    ops(*command)
    assert "Unchanged sessions: 2" in ops(*command)
    assert stored().revision == 1

    written(tmp_path, "spring.csv", HEADINGS, GRIEF.replace("10:00", "10:30"), ETHICS)
    output = ops(*command)
    assert "Changed sessions: 1" in output
    assert "g “Grief groups”: end 2024-03-06 10:00 → 2024-03-06 10:30" in output
    assert "contact minutes 60 → 90" in output
    assert stored().revision == 2


def test_a_session_gone_from_the_file_stays_until_it_is_pruned(sheet: Path, tmp_path: Path) -> None:
    command = ("import-schedule", sheet, "--id", "spring", "--eligible", "all", *ZONE)
    ops(*command)
    written(tmp_path, "spring.csv", HEADINGS, GRIEF)

    output = ops(*command)
    assert (
        "note: sessions: 1 stored session is not in the file and stays; --prune withdraws it."
        in output
    )
    assert "2 of 2 sessions eligible, 1.75 hours" in output
    assert len(stored().sessions) == 2

    output = ops(*command, "--prune")
    assert "  - e “Ethics”" in output
    assert [session.id for session in stored().sessions] == ["g"]


def test_a_forgotten_eligible_option_is_noticed(sheet: Path) -> None:
    ops("import-schedule", sheet, "--id", "spring", "--eligible", "all", *ZONE)
    output = ops("import-schedule", sheet, "--id", "spring", "--dry-run")
    assert (
        "note: credit: 2 of the stored sessions lose it; check --eligible and --overlay." in output
    )
    assert "0 of 2 sessions eligible, 0.00 hours" in output


def test_a_second_import_keeps_name_limits_and_zone(sheet: Path) -> None:
    ops("import-schedule", sheet, "--id", "spring", "--name", "Spring", "--limit-by-days", *ZONE)
    ops("import-schedule", sheet, "--id", "spring", "--eligible", "all")
    conference = stored().conference
    assert (conference.name, conference.time_zone) == ("Spring", "America/Chicago")
    assert conference.policies.limit_by_days
    ops("import-schedule", sheet, "--id", "spring", "--eligible", "all", "--no-limit-by-days")
    assert not stored().conference.policies.limit_by_days


def test_fosdem_is_made_mixed_by_an_overlay(tmp_path: Path) -> None:
    fosdem = schedules.path_of("fosdem-2023.xml")
    overlay = written(
        tmp_path,
        "mixed.csv",
        "session,format,contact_minutes,types",
        "15059,hybrid,20,",
        "14956,virtual,,",
    )
    options = ("--eligible", "all", "--time-zone", "Europe/Brussels", "--overlay", overlay)
    output = ops("import-schedule", fosdem, "--id", "fosdem-2023", *options)
    assert output.splitlines()[-1] == "775 of 780 sessions eligible, 360.67 hours"
    by_id = {session.id: session for session in stored("fosdem-2023").sessions}
    assert (by_id["15059"].format, by_id["15059"].contact_minutes) == (Format.HYBRID, 20)
    assert (by_id["14956"].format, by_id["14956"].contact_minutes) == (Format.VIRTUAL, 50)
    assert sum(session.format is Format.IN_PERSON for session in by_id.values()) == 778


@pytest.mark.parametrize(("name", "count"), [("democon.json", 36), ("camp-2019.json", 79)])
def test_frab_json_imports(name: str, count: int) -> None:
    output = ops("import-schedule", schedules.path_of(name), "--id", "camp", "--eligible", "all")
    assert f"{count} of {count} sessions eligible" in output
    assert stored("camp").conference.starts_on.year < 2022


def test_two_imports_at_once_do_not_overwrite_each_other(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ops("import-schedule", sheet, "--id", "spring", *ZONE)
    save = conferences.save

    def beaten(*arguments: object, **options: object) -> int:
        save(stored().conference, (), expected_revision=1)
        return save(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(conferences, "save", beaten)
    output = refused("import-schedule", sheet, "--id", "spring", "--eligible", "all")
    assert output.endswith("Another import changed this conference. Run the import again.\n")
    assert stored().sessions == ()
    with pytest.raises(Conflict):
        save(stored().conference, (), expected_revision=1)


def test_hostile_titles_are_cleaned_and_told_row_by_row(tmp_path: Path) -> None:
    title = "[bold]Grief[/bold] \u202eevil\u2066 :smile: " + "x" * 600
    sheet = written(tmp_path, "hostile.csv", HEADINGS, GRIEF.replace("Grief groups", title))
    output = ops("import-schedule", sheet, "--id", "spring", *ZONE)
    assert "note: row 2: its title has over 500 characters and is cut there." in output
    assert "+ g “[bold]Grief[/bold] evil :smile: " in output
    (session,) = stored().sessions
    assert session.title.startswith("[bold]Grief[/bold] evil :smile: xxx")
    assert len(session.title) == 500
