"""The sample of a reissue, which is somebody's: who opens it is in the audit."""

from datetime import datetime

from chalicelib.aws import reissue_samples
from chalicelib.domain.audit import Act, By, conference_scope
from chalicelib.domain.reissue import Reissue, State
from chalicelib.errors import NotFound
from chalicelib.services.audit.record import record


def sample_link(held: Reissue, by: By, now: datetime) -> str:
    """Where the sample is for a minute. It is somebody's, so looking at it is in the audit.

    Raises NotFound where there is none, or no more.
    """
    if held.sample is None or held.state is State.COUNTING or not held.sample_is_kept(now):
        raise NotFound
    subjects = (held.sample.account_id, held.sample.public_id)
    act = Act(conference_scope(held.conference_id), "open-reissue-sample", subjects)
    record(act, by, now)
    return reissue_samples.sample_link(held.id)
