"""Decision records are numbered without gaps, dated, and listed in their index."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs/adr"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))


def test_they_are_numbered_without_gaps() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_index_lists_each_with_its_title_date_and_status() -> None:
    rows = []
    for record in RECORDS:
        match = re.match(
            r"# (\d+)\. (.+)\n\n(\d{4}-\d\d-\d\d), (accepted|superseded by \d+)\n\n\S",
            record.read_text(),
        )
        assert match, f"{record.name}: a title with its number, then date and status"
        number, title, date, status = match.groups()
        assert int(number) == int(record.name[:4]), record.name
        rows.append(f"| [{number}]({record.name}) | {title} | {date} | {status} |")
    index = (FOLDER / "README.md").read_text()
    assert re.findall(r"^\| \[.*", index, re.M) == rows
