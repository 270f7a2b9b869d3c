"""Our own CSS and JavaScript, from memory, under one hash of all of it: cached for good, never stale."""

import hashlib
from dataclasses import dataclass
from functools import cache

from chalice.app import Blueprint, Response

from chalicelib.errors import NotFound
from chalicelib.http.authentication import states_authentication
from chalicelib.http.problems import problem
from chalicelib.settings import settings
from chalicelib.templating import ROOT
from chalicelib.web.colours import legible, text_on
from chalicelib.web.guide_pictures import pictures

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# The page grounds of static/portal.css, light and dark, that the brand's color is read on.
_LIGHT, _DARK = "#eef1f0", "#232b2b"

static_files = Blueprint(__name__)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file by name, and the digest they share (hex)."""

    files: dict[str, str]
    digest: str


@cache
def manifest() -> Manifest:
    """Read once: the files ship with the code."""
    paths = sorted(path for path in (ROOT / "static").iterdir() if path.suffix in (".css", ".js"))
    files = {path.name: _branded(path.read_text("utf-8")) for path in paths}
    hashed = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    return Manifest(files, hashed[:16])


def path_of(name: str) -> str:
    """Where a file is served; KeyError for one that is not there."""
    made = manifest()
    if name not in made.files:
        raise KeyError(name)
    return f"/static/{made.digest}/{name}"


@static_files.route("/static/{digest}/{file}", methods=["GET"])
@states_authentication("public")
def get_static(digest: str, file: str) -> Response:
    """A file; a page from before a deployment gets the current one, uncached."""
    body, current = _held(file)
    if not body:
        return problem(NotFound())
    lasting = "public, max-age=31536000, immutable" if digest == current else "no-store"
    headers: dict[str, str | list[str]] = {
        "Content-Type": _TYPES[file[file.rindex(".") :]],
        "Cache-Control": lasting,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body=body, status_code=200, headers=headers)


def _held(file: str) -> tuple[str, str]:
    """What a file holds ("": there is none), and the digest of its kind."""
    if file.endswith(".svg"):
        found = pictures()
        picture = found.files.get(file)
        return picture.svg if picture else "", found.digest
    made = manifest()
    return made.files.get(file, ""), made.digest


def _branded(text: str) -> str:
    """The brand's color in the one place of the stylesheet that names it, legible light and dark."""
    colour = settings().brand_colour
    # On a dark ground, text that only just passes looks dim: more is asked of it there.
    light, dark = legible(colour, _LIGHT), legible(colour, _DARK, contrast=6.5)
    for name, value in (
        ("brand-light", light),
        ("brand-light-text", text_on(light)),
        ("brand-dark", dark),
        ("brand-dark-text", text_on(dark)),
    ):
        text = text.replace(f"{{{{{name}}}}}", value)
    return text
