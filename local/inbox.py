"""The inbox: everyone's email, to read in a browser. Only the local portal has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader

from local.demo_people import PASSWORD, Person
from local.outbox import Entry, Outbox

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True
)
_HTML = "text/html; charset=utf-8"
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'"
# An email is foreign HTML: no scripts, nothing from other sites, links open new windows.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:"
)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the inbox."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


class Inbox:
    """Pages under /inbox: the list, an email, its HTML, its attachments and its source."""

    def __init__(self, outbox: Outbox, people: Iterable[Person]) -> None:
        self._outbox = outbox
        self._people = tuple(people)

    def page(self, target: str) -> Page | None:
        """The page of a request target; None when it is not the inbox's."""
        path = unquote(urlsplit(target).path).strip("/")
        match path.split("/"):
            case ["inbox"]:
                return self._list()
            case ["inbox", name, *rest]:
                entry = self._outbox.find(name)
                return (_part(entry, rest) if entry else None) or _not_found()
        return None

    def _list(self) -> Page:
        return _rendered(
            "inbox.html", entries=self._outbox.entries(), people=self._people, password=PASSWORD
        )


def _part(entry: Entry, rest: list[str]) -> Page | None:
    match rest:
        case []:
            return _mail(entry)
        case ["html"]:
            return _html(entry.message)
        case ["attachments", number] if number.isdecimal():
            return _attachment(entry.message, int(number))
        case ["source"]:
            return _page(entry.message.as_bytes(), "text/plain; charset=utf-8", _PAGE_POLICY)
    return None


def _mail(entry: Entry) -> Page:
    message = entry.message
    return _rendered(
        "mail.html",
        entry=entry,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=[part.get_filename() or "attachment" for part in message.iter_attachments()],
    )


def _html(message: EmailMessage) -> Page | None:
    body = _body(message, "html")
    if not body:
        return None
    return _page(f'<base target="_blank">{body}'.encode(), _HTML, _MAIL_POLICY)


def _attachment(message: EmailMessage, number: int) -> Page | None:
    parts = list(message.iter_attachments())
    if number >= len(parts):
        return None
    part = parts[number]
    name = (part.get_filename() or "attachment").encode("ascii", "replace").decode()
    disposition = f'attachment; filename="{name.translate({34: None, 92: None})}"'
    content = part.get_payload(decode=True)
    page = _page(bytes(content), part.get_content_type(), _PAGE_POLICY)
    return Page(page.body, dict(page.headers) | {"Content-Disposition": disposition})


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _rendered(template: str, status: int = 200, **values: object) -> Page:
    body = _TEMPLATES.get_template(template).render(**values)
    return _page(body.encode(), _HTML, _PAGE_POLICY, status)


def _not_found() -> Page:
    return _rendered("no-mail.html", 404)


def _page(body: bytes, content_type: str, policy: str, status: int = 200) -> Page:
    headers = {
        "Content-Type": content_type,
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return Page(body, headers, status)
