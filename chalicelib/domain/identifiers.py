"""What an id may look like: it stands in keys, URLs and logs, so it holds no address and no separator."""

import re

_CONFERENCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ACCOUNT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def is_conference_id(text: str) -> bool:
    """Lower-case letters, digits and hyphens, at most 64."""
    return _CONFERENCE_ID.fullmatch(text) is not None


def is_account_id(text: str) -> bool:
    """Letters, digits and . _ -, at most 100."""
    return _ACCOUNT_ID.fullmatch(text) is not None
