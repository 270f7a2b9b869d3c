"""MiniStack as a child process: an AWS on a free loopback port that enforces the policies."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3

from infra.rehearsal.failure import RehearsalFailed

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".ministack-venv/bin/python"
ACCOUNT = "123456789012"
START_SECONDS = 30
STOP_SECONDS = 10
# Where boto3, and urllib3 by OpenSSL, look for the certificates to trust.
_TRUST = ("AWS_CA_BUNDLE", "SSL_CERT_FILE")


@contextmanager
def ministack(log: Path, *, tls: bool = False) -> Iterator[str]:
    """Start one, yield its endpoint, and end it with everything it started.

    With TLS, as the buckets' policies demand, this process and its children trust its certificate.
    """
    if not PYTHON.exists():
        raise RehearsalFailed("There is no .ministack-venv; run `make rehearse`, which makes it.")
    port = _free_port()
    with tempfile.TemporaryDirectory() as home, log.open("wb") as output:
        process = subprocess.Popen(
            [PYTHON, "-m", "ministack"],
            cwd=home,
            env=_environment(port, home) | ({"USE_SSL": "1"} if tls else {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if tls:
                os.environ |= dict.fromkeys(_TRUST, f"{home}/ministack-tls/server.crt")
            endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
            _wait(process, endpoint, log)
            yield endpoint
        finally:
            _stop(process)


def _environment(port: int, home: str) -> dict[str, str]:
    # Functions inherit this environment: nothing in it may stand in for a setting that the
    # template forgot.
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "TMPDIR": home,
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",  # which its certificate names, as no bucket's host
        "GATEWAY_PORT": str(port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true",  # each function acts as its role, and its policy decides
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib3.request("GET", f"{endpoint}/_ministack/health", retries=False, timeout=2)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RehearsalFailed(f"MiniStack did not start; see {log}.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End its process group, which nothing else is in: its functions are children of its own."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
