"""A visitor of the portal's pages without a browser: keeps cookies, sends the forms it is given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

from chalice.test import Client, HTTPResponse

from chalicelib.store.people import tokens

FORM = "application/x-www-form-urlencoded"


class Visitor:
    """Sends cookies back and finds each page's form token."""

    def __init__(self, app: Any) -> None:
        self.client = Client(app)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str, **headers: str) -> Page:
        """Open a page."""
        return self._send("GET", path, {"Accept": "text/html", **headers}, b"")

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> Page:
        """Send a form with the token of the page seen last, unless `fields` has another."""
        body = urlencode({"csrf": self.token, **(fields or {})}, doseq=True).encode()
        sent = {"Accept": "text/html", "Content-Type": FORM, **headers}
        return self._send("POST", path, sent, body)

    def post_with_files(
        self, path: str, fields: dict[str, str], files: dict[str, bytes] | None = None
    ) -> Page:
        """The same as browsers send a form that has files; an input without one is sent empty."""
        parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
        parts.insert(0, ('name="csrf"', self.token.encode()))
        parts += [
            (f'name="{name}"; filename="{name}.png"\r\nContent-Type: image/png', data)
            for name, data in (files or {}).items()
        ]
        body = b"".join(
            b"--AbC\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), data)
            for head, data in parts
        )
        sent = {"Accept": "text/html", "Content-Type": "multipart/form-data; boundary=AbC"}
        return self._send("POST", path, sent, body + b"--AbC--\r\n")

    def sign_in(self, email: str, password: str) -> Page:
        """Open the sign-in page and send it."""
        self.get("/sign-in")
        return self.post("/sign-in", {"email": email, "password": password})

    def prove(self) -> None:
        """As if the password had been given just now, where a page asks for it."""
        tokens.prove(self.cookies["__Host-ceu-sign-in"], datetime.now(UTC))

    def _send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Page:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        page = Page(self.client.http.request(method, path, {**headers, "Cookie": cookie}, body))
        for line in page.set_cookies:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(r'name="csrf" value="([^"]*)"', page.text)
        if found:
            self.token = found[1]
        return page


class Page:
    """An answer, as text."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status_code
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.html = response.body.decode() if isinstance(response.body, bytes) else response.body

    @property
    def text(self) -> str:
        """The HTML."""
        return str(self.html)

    @property
    def words(self) -> str:
        """What a person reads, on one line."""
        whole = self.text.replace("<wbr>", "")
        bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", whole, flags=re.S)
        return " ".join(unescape(bare).split())

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return str(self.headers.get("location", ""))

    @property
    def set_cookies(self) -> list[str]:
        """Set-Cookie headers."""
        found: str | list[str] = self.headers.get("set-cookie", [])
        return [found] if isinstance(found, str) else list(found)
