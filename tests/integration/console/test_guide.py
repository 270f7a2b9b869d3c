"""The guide that the console links to is docs/organizers.md, as a page."""

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
