"""Every email the portal sends, as `<time>-<recipient>.eml` files."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

_UNSAFE = re.compile(r"[^A-Za-z0-9@._+-]")
_NAME = re.compile(r"[A-Za-z0-9@._+-]+\.eml")
_RECIPIENT_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One email in the outbox; `name` is its file's."""

    name: str
    message: EmailMessage


class Outbox:
    """A folder of emails. Those from before `since` (a time as file names begin) are not listed."""

    def __init__(self, folder: Path, since: str = "") -> None:
        self.folder = folder
        self._since = since
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, raw: bytes, recipient: str) -> Path:
        """Write an email; a name is never used twice."""
        safe = _UNSAFE.sub("_", recipient)[:_RECIPIENT_LENGTH]
        while True:
            path = self.folder / f"{stamp(datetime.now(UTC))}-{safe}.eml"
            try:
                with path.open("xb") as file:
                    file.write(raw)
            except FileExistsError:
                continue
            return path

    def entries(self) -> list[Entry]:
        """The emails, newest first."""
        names = (path.name for path in self.folder.glob("*.eml"))
        return [self._read(name) for name in sorted(names, reverse=True) if name >= self._since]

    def find(self, name: str) -> Entry | None:
        """The email of that file name; None when there is none."""
        if not _NAME.fullmatch(name) or not (self.folder / name).is_file():
            return None
        return self._read(name)

    def _read(self, name: str) -> Entry:
        message = message_from_bytes((self.folder / name).read_bytes(), policy=default)
        return Entry(name, message)


def stamp(at: datetime) -> str:
    """A moment (aware) as file names begin: UTC, to the microsecond, in order when sorted."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"
