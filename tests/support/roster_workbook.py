"""A registration system's export: a workbook with dates as Americans write them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEAD = ("Registration Date", "First Name", "Last Name", "Email", "Ticket Type", "Days", "Status")


def write_roster(path: Path, addresses: Sequence[str], days: Sequence[str]) -> None:
    """One row an address; `days` are those each covers, such as 1/13/2020."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Attendees")
    sheet.append(HEAD)
    for number, address in enumerate(addresses):
        bought = f"{1 + number % 12}/{1 + number % 28}/2019"
        name = ("Pat", f"Attendee {number}")
        sheet.append((bought, *name, address, "Professional", "; ".join(days), "Attending"))
    book.save(path)
