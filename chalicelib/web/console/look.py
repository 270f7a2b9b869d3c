"""/console/{conference}/look: how certificates look, and beside it a sample as it will be."""

from dataclasses import dataclass, field, replace
from typing import Any

from chalice.app import Response

from chalicelib.domain.credit_presets import PRESETS
from chalicelib.domain.limits import MAX_CREDIT_TYPES, MAX_PROVIDER_NUMBERS
from chalicelib.domain.problem import Problem
from chalicelib.errors import Conflict, Invalid, PortalError
from chalicelib.services.console import look as service
from chalicelib.services.console import look_sample
from chalicelib.services.console.change import (
    Asked,
    StoredConference,
    change,
    stored_conference,
)
from chalicelib.web.console import look_form, look_words
from chalicelib.web.console.look_form import Draft
from chalicelib.web.console.routing import Role, Visit, organizer_page, page, redirect
from chalicelib.web.console.settings import DONE, by, revision_of

PATH = "/console/{conference_id}/look"


@organizer_page(PATH, role=Role.READER)
def get_look(visit: Visit, conference_id: str) -> Response:
    """The look as it is."""
    stored = stored_conference(conference_id)
    made = _Made(look_form.of_conference(stored.conference), saved=True)
    return _page(visit, stored, made, stored.revision)


@organizer_page(PATH, role=Role.EDITOR, method="POST", files=True)
def post_look(visit: Visit, conference_id: str) -> Response:
    """Save it, show it, or add a credit type or take one out: the button that was pressed says which."""
    stored = stored_conference(conference_id)
    made, revision = _typed(visit), revision_of(visit)
    if visit.form().one("do") != "save":
        return _page(visit, stored, made, revision)
    try:
        if made.problems:
            raise Invalid(made.problems)
        service.check_images(stored, _asked(made.draft, revision))
        lines = change(stored, _asked(made.draft, revision), by(visit), visit.now)
    except Invalid as refused:
        return _page(visit, stored, replace(made, problems=refused.problems), revision, refused)
    except Conflict as refused:
        stored = stored_conference(conference_id)
        return _page(visit, stored, made, stored.revision, refused)
    return redirect(visit, visit.path, query="done=saved" if lines else "done=same")


@organizer_page(f"{PATH}/preview", role=Role.EDITOR, method="POST", files=True)
def post_preview(visit: Visit, conference_id: str) -> Response:
    """The sample alone, for the page's script."""
    stored, made = stored_conference(conference_id), _typed(visit)
    return page(visit, "console/look-preview.html", **_preview(visit, stored, made))


@dataclass(frozen=True, slots=True)
class _Made:
    """What a form comes to, and what is wrong with the images that came with it; `saved`: the stored look."""

    draft: Draft
    problems: list[Problem] = field(default_factory=list)
    saved: bool = False


def _typed(visit: Visit) -> _Made:
    form = visit.form()
    draft, problems = look_form.typed(form), []
    for name in look_form.IMAGES:
        setting = f"provider.{name}"
        if file := form.files.get(setting):
            try:
                draft.images[name] = service.keep_image(setting, file.name, file.data)
            except Invalid as refused:
                problems += refused.problems
    return _Made(draft, problems)


def _asked(draft: Draft, revision: int) -> Asked:
    return Asked("look", revision, draft.values, draft.images)


def _preview(visit: Visit, stored: StoredConference, made: _Made) -> dict[str, Any]:
    """Where the sample is, or why there is none."""
    problems, shown, query = list(made.problems), True, ""
    try:
        asked = _asked(made.draft, stored.revision)
        service.conference_with(stored, asked)
        query = "" if made.saved else f"?look={look_sample.keep(stored, asked)}"
    except Invalid as refused:
        problems += refused.problems
        shown = False
    problems = list(dict.fromkeys(problems))
    samples = visit.url(f"/console/{stored.conference.id}/look/samples")
    return {
        "sample": (lambda name: f"{samples}/{name}{query}") if shown else None,
        "left_out": look_words.with_labels(problems),
        "problems": {one.field: one.message for one in problems},
        "draft": made.draft,
    }


def _page(
    visit: Visit,
    stored: StoredConference,
    made: _Made,
    revision: int,
    refused: PortalError | None = None,
) -> Response:
    form = visit.form() if visit.request.method == "POST" else None
    return page(
        visit,
        "console/look.html",
        status=refused.status if refused else 200,
        **_preview(visit, stored, made),
        revision=revision,
        refused=refused if isinstance(refused, Invalid) else None,
        conflict=refused if isinstance(refused, Conflict) else None,
        done=DONE.get(visit.query("done"), ""),
        why=form.one("why") if form else "",
        added=form is not None and form.one("do") == "add",
        words=look_words,
        presets=PRESETS,
        most_numbers=MAX_PROVIDER_NUMBERS,
        most_credit=MAX_CREDIT_TYPES,
    )
