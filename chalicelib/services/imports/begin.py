"""A file is about to come, and came: the record first, the form and the message after it."""

from dataclasses import replace
from datetime import datetime

from chalicelib.aws import imports as bucket
from chalicelib.aws.imports import UploadForm
from chalicelib.domain.imports import Import, State, What, new_id
from chalicelib.errors import Conflict, NotFound
from chalicelib.settings import settings
from chalicelib.store.organizers import imports


def begin(conference_id: str, what: What, by: str, now: datetime) -> tuple[Import, UploadForm]:
    """A record for the file, and the form that sends it to the bucket."""
    answers = imports.kept_answers(conference_id, what)
    fresh = replace(answers, match="", skip_bad_rows=False, prune=False)
    found = Import(new_id(conference_id), what, State.BEGUN, by, now, now, fresh)
    imports.begin(found)
    path = f"/console/conferences/{conference_id}/imports/{found.number}/came"
    return found, bucket.upload_form(found.id, settings().portal_url + path)


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
    bucket.queue(found.id)
    return found
