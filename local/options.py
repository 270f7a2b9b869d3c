"""What the launcher takes from the environment."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stages.local import AWS_PORT, PORT, local_environment

HOST = "127.0.0.1"
_FOLDER = Path(__file__).parent.parent / ".local"


class BadOption(Exception):
    """Names the variable to change."""


@dataclass(frozen=True, slots=True)
class Options:
    """`data_dir` None: only the emails in .local/outbox outlive the process.

    `feedback_delay_seconds` (0 to 900) is how long after an email its delivery is reported.
    """

    port: int
    aws_port: int
    data_dir: Path | None
    feedback_delay_seconds: int

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Options":
        """From PORT, AWS_PORT, DATA_DIR, LOCAL_FEEDBACK_DELAY; raises BadOption."""
        data_dir = environment.get("DATA_DIR", "")
        return cls(
            port=_port(environment, "PORT", PORT),
            aws_port=_port(environment, "AWS_PORT", AWS_PORT),
            data_dir=Path(data_dir).resolve() if data_dir else None,
            feedback_delay_seconds=_number(environment, "LOCAL_FEEDBACK_DELAY", 1, 0, 900),
        )

    @property
    def outbox(self) -> Path:
        """Where emails are written."""
        return (self.data_dir or _FOLDER) / "outbox"

    def environment(self) -> dict[str, str]:
        """The settings of the local stage."""
        return local_environment(self.port, self.aws_port)


def _port(environment: Mapping[str, str], name: str, usual: int) -> int:
    port = _number(environment, name, usual, 1, 65535)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise BadOption(
                f"Port {port} can't be used ({problem.strerror}). Set {name} to another port."
            ) from None
    return port


def _number(environment: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = environment.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadOption(f"{name} is {text!r}; it must be a whole number from {least} to {most}.")
    return int(text)
