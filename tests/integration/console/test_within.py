"""What goes wrong in the console is said within it, with a way on; outsiders see no difference."""

import re
from typing import Any

from samples import world
from tests.integration.console.looks import LOOK
from tests.integration.console.test_settings import form
from tests.support.browser import Page, Visitor
from tests.support.console import browser
from tests.support.tables import everything

NAVIGATION = 'aria-label="Conference"'


def test_a_reader_who_may_not_is_still_in_the_console(rita: Visitor) -> None:
    rita.get("/console/spring")
    refused = rita.post("/console/spring/settings")
    assert (refused.status, "You are a reader here" in refused.words) == (403, True)
    assert NAVIGATION in refused.text
    assert '<a class="button" href="/console/spring">Go to the overview</a>' in refused.text
    assert 'href="/certificates"' not in refused.text


def test_a_person_or_import_that_is_not_there_leaves_the_navigation(rita: Visitor) -> None:
    for page in ("people/nobody", f"imports/{'0' * 16}", "sessions/none"):
        shown = rita.get(f"/console/spring/{page}")
        assert (shown.status, NAVIGATION in shown.text) == (404, True), page


def _bare(shown: Page) -> str:
    """Without the form's token, which is another each time, and the mark of the part one is in."""
    return re.sub(r' aria-current="page"|value="[0-9a-f.]+"', "", shown.text)


def test_to_outsiders_and_without_the_passkey_it_is_the_page_of_anywhere(
    app: Any, team: None, alice: Any
) -> None:
    attendee = browser(app, "alice")
    anywhere = _bare(attendee.get("/certificates/none"))
    for path in ("/console/spring", "/console/none", "/console/~all/team", "/console/spring/audit"):
        shown = attendee.get(path)
        assert (shown.status, _bare(shown)) == (404, anywhere)
    thief = browser(app, "rita", entered=False)
    thief.get("/conferences")
    refused = thief.post("/console/spring/settings")
    assert (refused.status, world.spring().name in refused.words) == (403, False)


def test_a_reason_that_is_too_long_is_refused_wherever_it_is_asked_for(ed: Visitor) -> None:
    """On pages without a field of their own for it, the refusal is a page of the console."""
    ed.get("/console/spring")
    for page, fields in (("hold", {}), ("sessions/undo", {}), ("settings", form()), ("look", LOOK)):
        before = everything()
        sent = fields | {"why": "w" * 301, "revision": "1"}
        refused = ed.post(f"/console/spring/{page}", sent)
        assert "The reason has more than 300 characters. Shorten it." in refused.words, page
        assert (refused.status, everything() == before) == (422, True), page
