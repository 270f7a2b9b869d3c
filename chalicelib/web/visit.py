"""One request for a page: who asks, and what its links and forms need."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from chalice.app import Request

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device, Via
from chalicelib.errors import NotFound, Unauthorized
from chalicelib.http.request import device_of, header, path_prefix
from chalicelib.services.console.entrance import Organizer
from chalicelib.settings import settings
from chalicelib.web import cookies, csrf
from chalicelib.web.forms import Form, read_form

# A path of this portal only: no host, no scheme, no backslash, no query.
_OWN_PATH = re.compile(r"/(?!/)[A-Za-z0-9/_.~-]*")


@dataclass(slots=True)
class Visit:
    """What a view gets. `now` is aware (UTC); `token` is the access token or "".

    `account` is there on signed-in pages; asking for it on a public page raises Unauthorized.
    `proved_at`: when the person last proved themselves for this token; `passkey_at`: when they last
    used a passkey with it. `organizer` is there on pages of the console.
    `set_cookies` are Set-Cookie headers that `page` and `redirect` send along.
    """

    request: Request
    now: datetime
    token: str
    who: Account | None = None
    proved_at: datetime | None = None
    passkey_at: datetime | None = None
    as_organizer: Organizer | None = None
    set_cookies: list[str] = field(default_factory=list)
    _form_secret: str = ""
    _form: Form | None = None

    @property
    def account(self) -> Account:
        """The account that is signed in."""
        if self.who is None:
            raise Unauthorized
        return self.who

    @property
    def organizer(self) -> Organizer:
        """The account in its role; on other pages it raises NotFound."""
        if self.as_organizer is None:
            raise NotFound
        return self.as_organizer

    @property
    def csrf(self) -> str:
        """The token every form carries in its `csrf` field."""
        return csrf.token_for(self.secret())

    def secret(self, *, make: bool = True) -> str:
        """What forms are bound to: the access token, or the form cookie, made if there is none."""
        if self.token:
            return self.token
        self._form_secret = self._form_secret or cookies.read(self.request, cookies.FORM)
        if not self._form_secret and make:
            self._form_secret = secrets.token_urlsafe(24)
            self.set_cookies.append(cookies.form_cookie(self._form_secret))
        return self._form_secret

    def device(self) -> Device:
        """This browser, told from others of its kind by a cookie that isn't a sign-in."""
        key = cookies.read(self.request, cookies.DEVICE)
        if not key:
            key = secrets.token_urlsafe(24)
            self.set_cookies.append(cookies.device_cookie(key))
        return device_of(self.request, Via.COOKIE, key)

    @property
    def passkeys_elsewhere(self) -> str:
        """Where passkeys work, if that is not the host this page was asked from; else ""."""
        host = header(self.request, "host")
        return settings().origin if host and host != urlsplit(settings().portal_url).netloc else ""

    def form(self) -> Form:
        """The form that was posted."""
        if self._form is None:
            self._form = read_form(self.request)
        return self._form

    def query(self, name: str) -> str:
        """A query parameter, or ""."""
        found = self.request.query_params
        return str(found.get(name) or "") if found else ""

    def url(self, path: str) -> str:
        """A link to one of our own paths, under API Gateway's stage path and elsewhere alike."""
        return f"{path_prefix(self.request)}{path}"

    @property
    def path(self) -> str:
        """The path asked for, without the gateway's prefix."""
        path = str(self.request.path)
        for name, value in (self.request.uri_params or {}).items():
            path = path.replace(f"{{{name}}}", value)
        return path


def visit_of(request: Request) -> Visit:
    """A request as a visit, not authenticated yet."""
    return Visit(request, datetime.now(UTC), cookies.read(request, cookies.SIGN_IN))


def own_path(path: str, otherwise: str = "/conferences") -> str:
    """`path` if it is one of this portal, else `otherwise`: no link can redirect to another site."""
    return path if _OWN_PATH.fullmatch(path) else otherwise
