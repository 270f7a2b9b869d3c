"""What there is twice is the same twice: calls and docs/api.md, emails and their templates."""

import re
from pathlib import Path

from app import app

ROOT = Path(__file__).resolve().parents[2]
EMAILS = ROOT / "templates/email"
NAMES = r"\{[a-z_]+\}"  # a part of a path has a short name in the document


def test_every_call_is_in_the_api_document_and_nothing_else_is() -> None:
    document = (ROOT / "docs/api.md").read_text()
    written = re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/v1/[^`\s?]*)", document)
    calls = {
        (method, re.sub(NAMES, "{}", path))
        for path, methods in app.routes.items()
        for method in methods
        if path.startswith("/v1/") and method != "HEAD"
    }
    assert {(method, re.sub(NAMES, "{}", path)) for method, path in written} == calls


def test_every_page_template_is_named_somewhere() -> None:
    named = "".join(
        file.read_text()
        for folder, kind in (
            ("chalicelib/web", "*.py"),
            ("chalicelib/http", "*.py"),
            ("templates", "*.html"),
        )
        for file in sorted((ROOT / folder).rglob(kind))
    )
    for folder in ("portal", "console"):
        for file in sorted((ROOT / "templates" / folder).glob("*.html")):
            assert f'"{folder}/{file.name}"' in named, file.name


def test_every_email_has_its_templates_and_every_template_is_sent() -> None:
    sent = "".join(file.read_text() for file in (ROOT / "chalicelib/services/mail").glob("*.py"))
    names = set(re.findall(r'(?:_mail|mail_of)\(\s*"([a-z-]+)"', sent))
    assert names == {folder.name for folder in EMAILS.iterdir() if folder.is_dir()}
    for name in names:
        files = {file.name for file in (EMAILS / name).iterdir()}
        assert files == {"subject.txt", "body.txt", "body.html"}, name
