"""/conferences/{id}: the claim as one form that works without JavaScript."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chalice.app import Blueprint, Response

from chalicelib.domain.obstacles import closed
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.problem import Problem
from chalicelib.domain.selections import Requested
from chalicelib.errors import Invalid
from chalicelib.services.certificates.generate import generate
from chalicelib.services.certificates.rounds import Generated
from chalicelib.services.claims.open_conference import open_conference
from chalicelib.services.claims.save_claim import StaleVersion, save_claim
from chalicelib.web import claim_form
from chalicelib.web.claim_credits import row_minutes, script_policy
from chalicelib.web.claim_page import ClaimPage, as_sent, claim_page, differs
from chalicelib.web.claim_slots import part_of_day
from chalicelib.web.forms import Form
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

conference_pages = Blueprint(__name__)

_SAYS = {
    "saved": "Your selection was saved.",
    "check": "Your selection was saved. Check the dates below, then generate your certificate.",
}
_STALE = (
    "Your selection was also changed in another window, so we haven't saved this one yet. "
    "Your selection in this window is shown below. Check it, then save it again."
)
_NAMED = 20  # problems said on the page at once
_THERE = "Selected only in the other window:"


@conference_pages.route("/conferences/{conference_id}", methods=["GET"])
@signed_in_page(conference_pages)
def get_conference(visit: Visit, conference_id: str) -> Response:
    """The program as the account may claim it, with what is selected."""
    opened = open_conference(visit.account, conference_id, visit.now)
    return _page(visit, claim_page(opened), says=_SAYS.get(visit.query("says"), ""))


@conference_pages.route("/conferences/{conference_id}", methods=["POST"], content_types=[FORM])
@signed_in_page(conference_pages)
def post_conference(visit: Visit, conference_id: str) -> Response:
    """Save, clear, or generate; a refusal is shown on the page, with the ticks as sent."""
    form = visit.form()
    opened = open_conference(visit.account, conference_id, visit.now)
    clear = form.one("do") == "clear"
    wanted: list[Requested] = []
    try:
        wanted = [] if clear else claim_form.requested(form)
        if opened.closed:
            return _after_the_deadline(visit, form, opened, wanted)
        saved = save_claim(opened, claim_form.version(form), wanted, visit.now)
        if clear:
            return _page(visit, claim_page(saved), undo=opened)
        before, opened = opened, saved
        return _go_on(visit, form, before, saved)
    except StaleVersion as stale:
        return _again(visit, stale.current, wanted, stale.status, _stale_words(stale, wanted))
    except Invalid as invalid:
        return _again(visit, opened, wanted, invalid.status, invalid.problems)


def _after_the_deadline(
    visit: Visit, form: Form, opened: OpenConference, wanted: list[Requested]
) -> Response:
    """Generate from what is saved; a page from before the deadline may still show other ticks."""
    unchanged = not wanted or not differs(
        opened.with_selections(*as_sent(opened, wanted)).claim, opened.claim
    )
    if form.one("do") != "generate" or not unchanged:
        return _again(visit, opened, [], Invalid.status, closed(opened))
    try:
        done = _generate(visit, form, opened, claim_form.version(form))
    except Invalid as invalid:
        return _again(visit, opened, [], invalid.status, invalid.problems)
    return redirect(visit, f"/certificates/{done.certificate.public_id}")


def _go_on(visit: Visit, form: Form, before: OpenConference, saved: OpenConference) -> Response:
    """To the page again, or, where Generate was pressed and no date is left to look at, on to that."""
    path = f"/conferences/{saved.conference.id}"
    if form.one("do") != "generate":
        return redirect(visit, path, query="says=saved", fragment="generate")
    seen = {row.session.id for row in claim_page(before).dates_left}
    if any(row.session.id not in seen for row in claim_page(saved).dates_left):
        return redirect(visit, path, query="says=check", fragment="generate")
    done = _generate(visit, form, saved, saved.claim.version)
    return redirect(visit, f"/certificates/{done.certificate.public_id}")


def _generate(visit: Visit, form: Form, opened: OpenConference, version: int) -> Generated:
    return generate(opened, form.one("name"), version, visit.now, form.one("license") or None)


def _again(
    visit: Visit,
    opened: OpenConference,
    wanted: list[Requested],
    status: int,
    problems: Sequence[Problem],
) -> Response:
    placed = [replace(one, field=_placed(one.field, wanted)) for one in problems[:_NAMED]]
    return _page(visit, claim_page(opened, wanted), problems=placed, status=status)


def _placed(field: str, wanted: list[Requested]) -> str:
    """A problem's field by the session it is about: places in a request are nothing on a page."""
    place = re.match(r"selections\[(\d+)\]\.attended_(on|as)$", field)
    if not place:
        return field
    name = claim_form.date_field if place[2] == "on" else claim_form.as_field
    return name(wanted[int(place[1])].session_id)


def _stale_words(stale: StaleVersion, wanted: list[Requested]) -> list[Problem]:
    """What happened, and what only the other window has."""
    here = {request.session_id for request in wanted}
    there = [
        f"“{found.session.title}”"
        for session_id, found in stale.current.claimable.items()
        if session_id in stale.current.claim.selections and session_id not in here
    ]
    said = [_STALE, f"{_THERE} {', '.join(there)}."] if there else [_STALE]
    return [Problem("", stale.code, words) for words in said]


def _page(
    visit: Visit,
    claim: ClaimPage,
    *,
    says: str = "",
    problems: list[Problem] | None = None,
    undo: OpenConference | None = None,
    status: int = 200,
) -> Response:
    return page(
        visit,
        "portal/conference.html",
        status=status,
        claim=claim,
        says=says,
        problems=problems or [],
        undo=undo,
        name=visit.form().one("name") if visit.request.method == "POST" else "",
        license=visit.form().one("license") if visit.request.method == "POST" else "",
        date_field=claim_form.date_field,
        as_field=claim_form.as_field,
        row_minutes=row_minutes,
        script_policy=script_policy,
        part_of_day=part_of_day,
    )
