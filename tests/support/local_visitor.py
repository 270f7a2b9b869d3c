"""A person's program that talks to a running local portal over HTTP."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "counselors-meet-in-march"
WAIT_SECONDS = 15


class Visitor:
    """`call` never follows a redirect."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.account: dict[str, Any] = {}

    def call(
        self, method: str, target: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """`target` is a path of the portal, or a whole address."""
        parts = urlsplit(target if "://" in target else self.url + target)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {"Content-Type": "application/json"} | (headers or {})
        if self.token and parts.netloc == urlsplit(self.url).netloc:
            sent["Authorization"] = f"Bearer {self.token}"
        connection = http.client.HTTPConnection(parts.netloc, timeout=WAIT_SECONDS)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def json(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of an answer that has to be a success."""
        status, _, answer = self.call(method, path, body)
        assert status < 300, (status, answer)
        return json.loads(answer) if answer else None

    def sign_in(self, email: str) -> Visitor:
        """Keep the token and what the answer says of the account."""
        done = self.json("POST", "/v1/sign-in", {"email": email, "password": PASSWORD})
        self.token, self.account = done["token"], done["account"]
        return self

    def generate(self, conference_id: str, *session_ids: str) -> str:
        """Select, generate; returns the certificate's id."""
        path = f"/v1/conferences/{conference_id}"
        version = self.json("GET", path)["claim"]["version"]
        selections = [{"session_id": session_id} for session_id in session_ids]
        self.json("PUT", f"{path}/claim", {"version": version, "selections": selections})
        return str(self.json("POST", f"{path}/certificates", {})["id"])

    def wait_for(self, certificate_id: str, **statuses: str) -> dict[str, Any]:
        """The certificate once it is `status=…` and every delivery is `deliveries=…`."""
        found: dict[str, Any] = {}

        def there() -> bool:
            found.update(self.json("GET", f"/v1/certificates/{certificate_id}"))
            have = {"status": {found["status"]}}
            have["deliveries"] = {delivery["status"] for delivery in found["deliveries"]}
            return all(have[key] == {value} for key, value in statuses.items())

        until(there)
        return found

    def download(self, certificate_id: str) -> bytes:
        """The PDF, through the short-lived address."""
        status, headers, _ = self.call("GET", f"/v1/certificates/{certificate_id}/pdf")
        assert status == 302
        status, _, pdf = self.call("GET", headers["Location"])
        assert status == 200
        return pdf


def until(holds: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
    """Ask again and again; fails when it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.1)
