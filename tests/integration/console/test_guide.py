"""The guide that the console links to is docs/organizers.md, as a page."""

import base64
import re
from html import unescape
from typing import Any

from tests.support.browser import Visitor
from tests.support.local_portal import ROOT

GUIDE = ROOT / "docs" / "organizers.md"


def test_the_console_links_to_the_guide(rita: Visitor, app: Any) -> None:
    assert '/help?for=organizers"' in rita.get("/console").text
    shown = Visitor(app).get("/help?for=organizers")
    assert shown.status == 200
    headings = re.findall(r"^#+ (.+)$", GUIDE.read_text(), re.MULTILINE)
    assert [unescape(one) for one in re.findall(r"<h[12]>(.+)</h[12]>", shown.text)] == headings
    assert "<strong>Readers</strong> look at everything." in shown.text
    for mark in ("**", "![", "](", "`"):
        assert mark not in shown.words


def test_its_pictures_show_as_text_and_say_what_they_show(app: Any) -> None:
    """Text passes the gateway whatever a browser says it accepts; the files are those of the docs."""
    visitor = Visitor(app)
    shown = visitor.get("/help?for=organizers").text
    found = re.findall(r'<img src="([^"]+)" alt="([^"]+)" width="(\d+)"', shown)
    named = re.findall(r"^!\[[^\]]+\]\((.+)\)$", GUIDE.read_text(), re.MULTILINE)
    assert len(found) == len(named) == len({path for path, _, _ in found})
    for (path, alt, width), file in zip(found, named, strict=True):
        png = (ROOT / "docs" / file).read_bytes()
        assert len(png) < 80_000, file
        assert len(alt) > 15
        answer = visitor.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
        assert "immutable" in answer.headers["cache-control"]
        assert base64.b64decode(answer.text.partition("base64,")[2].partition('"')[0]) == png
        assert f'width="{width}"' in answer.text
    assert {path.name for path in (ROOT / "static/guide").iterdir()} == {
        file.rpartition("/")[2] for file in named
    }
    assert visitor.get(path.replace("guide-", "no-")).status == 404
