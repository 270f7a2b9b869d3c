"""A file is about to come, and came: the record first, the form and the message after it."""

from dataclasses import replace
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.aws import next_steps
from chalicelib.aws.imports import UploadForm
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.imports import Import, State, What
from chalicelib.domain.numbered_id import new_id
from chalicelib.errors import Conflict, NotFound
from chalicelib.services.audit.record import record
from chalicelib.settings import settings
from chalicelib.store.organizers import imports


def begin(conference_id: str, what: What, by: By, now: datetime) -> Import:
    """A record for a file that is about to come, read as the last one of its kind was."""
    answers = imports.kept_answers(conference_id, what)
    fresh = replace(answers, match="", skip_bad_rows=False, prune=False, take_file=False)
    found = Import(new_id(conference_id), what, State.BEGUN, by.who, now, now, fresh)
    facts = {"import": found.number, "what": what.value}
    record(Act(conference_scope(conference_id), "begin-import", facts=facts), by, now)
    imports.begin(found)
    return found


def form_of(found: Import) -> UploadForm:
    """The form that sends its file to the bucket, and the browser back to its page."""
    path = f"/console/{found.conference_id}/imports/{found.number}/came"
    return bucket.upload_form(found.id, settings().portal_url + path)


def came(import_id: str, now: datetime) -> Import:
    """The file is in the bucket, says the browser that came back; the consumer looks whether it is."""
    found = imports.load(import_id)
    if found is None:
        raise NotFound
    if found.state is not State.BEGUN:
        return found
    try:
        found = imports.change(found, replace(found, state=State.UPLOADED), now)
    except Conflict:  # a page that was loaded twice
        return imports.load(import_id) or found
    next_steps.queue(found.id)
    return found
