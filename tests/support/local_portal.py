"""The whole local portal as a process of its own, on free ports, for tests that need the real thing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 90  # some three on an idle machine
STOP_SECONDS = 15


@dataclass
class LocalPortal:
    """A running portal. `stop` ends it early; the context manager does so otherwise."""

    url: str
    aws_url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def outbox(self) -> Path:
        return self.data_dir / "outbox"

    @property
    def aws_port(self) -> str:
        return self.aws_url.rpartition(":")[2]

    def output(self) -> str:
        """What it printed so far."""
        return self.log.read_text()

    def mails(self) -> list[EmailMessage]:
        """What the outbox holds, oldest first."""
        paths = sorted(self.outbox.glob("*.eml"))
        return [message_from_bytes(p.read_bytes(), policy=default) for p in paths]

    def stop(self) -> int:
        """SIGTERM by process id; returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"SIGTERM did not end it:\n{self.output()}") from None


@contextmanager
def running_portal(**env: str) -> Iterator[LocalPortal]:
    """`python -m local` until the block ends; its state is in a temporary DATA_DIR unless given.

    `env` are environment variables, such as LOCAL_FEEDBACK_DELAY="0" or DATA_DIR=str(tmp_path).
    """
    port, aws_port = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="ceu-portal-") as folder:
        kept = ("PATH", "HOME", "COVERAGE_PROCESS_CONFIG")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        # One person's tests generate more in a minute than a person does.
        environment |= {"DATA_DIR": f"{folder}/data", "LIMIT_GENERATE_MINUTE": "1000"}
        environment |= {"LIMIT_GENERATE_DAY": "10000", **env}
        environment |= {"PORT": str(port), "AWS_PORT": str(aws_port)}
        log = Path(folder) / "output.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "local"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        portal = LocalPortal(
            url=f"http://localhost:{port}",
            aws_url=f"http://127.0.0.1:{aws_port}",
            data_dir=Path(environment["DATA_DIR"]),
            process=process,
            log=log,
        )
        try:
            _wait_until_ready(portal)
            yield portal
        finally:
            if process.poll() is None:
                portal.stop()


def _wait_until_ready(portal: LocalPortal) -> None:
    until = time.monotonic() + START_SECONDS
    while "ready" not in portal.output().splitlines():
        if portal.process.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"The local portal did not start:\n{portal.output()}")
        time.sleep(0.05)


def free_ports(count: int) -> list[int]:
    """Ports that nobody has now; held together, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
