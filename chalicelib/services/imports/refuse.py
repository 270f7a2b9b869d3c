"""An import ends without effect, with a sentence that says why and what to do."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.imports import WRITING, Import, State
from chalicelib.errors import Conflict
from chalicelib.logs import logger
from chalicelib.store.organizers import imports

NO_FILE = (
    "The file isn't there. It was never uploaded completely, or a virus scanner removed it. "
    "Check the file, and upload it again."
)
NEVER_CAME = "No file was uploaded within a day. Upload it again."
CHANGED = "Something else changed after this plan was made. This is the plan as it is now."
DISCARDED = "You discarded this plan. Nothing was changed."
FAILED = "We couldn't finish reading this file. Nothing was changed. Upload it again."
HALF = (
    "We couldn't finish writing this file, so a part of it may be missing. Upload the same file "
    "again and apply it: what is written already stays, and the rest is completed."
)


def refuse(found: Import, code: str, sentence: str, now: datetime) -> Import:
    """End it with a sentence. Raises Conflict if it was changed in the meantime."""
    standing = replace(found.standing, code=code, sentence=sentence)
    logger.info("import refused", import_id=found.id, code=code)
    return imports.change(found, replace(found, state=State.REFUSED, standing=standing), now)


def give_up(import_id: str, now: datetime) -> None:
    """The consumer cannot finish it: say so, whatever it was at; nothing where it is done."""
    found = imports.load(import_id)
    if found is None or found.state not in (State.UPLOADED, *WRITING):
        return
    try:
        refuse(found, "failed", HALF if found.state in WRITING else FAILED, now)
    except Conflict:
        logger.warning("import not given up", import_id=import_id)
