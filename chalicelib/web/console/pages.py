"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import (
    audit,
    claims,
    claims_files,
    conference,
    import_decisions,
    imports,
    look,
    look_sample,
    people,
    person_actions,
    reissue,
    session_changes,
    session_credit,
    sessions,
    settings,
    start,
    team,
)
from chalicelib.web.console.routing import console_pages

MODULES = (
    audit,
    claims,
    claims_files,
    conference,
    import_decisions,
    imports,
    look,
    look_sample,
    people,
    person_actions,
    reissue,
    session_changes,
    session_credit,
    sessions,
    settings,
    start,
    team,
)

__all__ = ["MODULES", "console_pages"]
