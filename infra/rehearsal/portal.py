"""An attendee's HTTP client, and waiting for what happens elsewhere."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

import urllib3

from infra.rehearsal.failure import RehearsalFailed, require

WAIT_SECONDS = 120
Seen = TypeVar("Seen")


class Portal:
    """Talks to the deployed API; once signed in, as that person."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = urllib3.PoolManager(retries=False, timeout=40)
        self._token = ""

    def get(self, path: str, status: int) -> urllib3.BaseHTTPResponse:
        """GET, which must answer `status`."""
        return self._request("GET", path, status)

    def call(self, method: str, path: str, status: int, body: object = None) -> Any:
        """A /v1 call that must answer `status`; its JSON, if it has any."""
        data = None if body is None else json.dumps(body).encode()
        answer = self._request(method, path, status, data)
        return answer.json() if answer.data else None

    def sign_in(self, email: str, password: str) -> None:
        """Sign in and keep the token."""
        body = {"email": email, "password": password}
        self._token = self.call("POST", "/v1/sign-in", 200, body)["token"]

    def _request(
        self, method: str, path: str, status: int, body: bytes | None = None
    ) -> urllib3.BaseHTTPResponse:
        headers = {"Accept": "*/*"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        address = path if path.startswith("http") else self.url + path
        answer = self._http.request(method, address, body=body, headers=headers, redirect=False)
        require(
            answer.status == status,
            f"{method} {path} answered {answer.status}, not {status}: {answer.data[:600]!r}",
        )
        return answer


def eventually(what: str, look: Callable[[], Seen | None]) -> Seen:
    """Look until something is seen; raises RehearsalFailed after WAIT_SECONDS."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(0.3)
    raise RehearsalFailed(f"Not seen within {WAIT_SECONDS} s: {what}.")
