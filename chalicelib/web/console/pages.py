"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import (
    conference,
    import_decisions,
    imports,
    people,
    session_changes,
    session_credit,
    sessions,
    start,
    team,
)
from chalicelib.web.console.routing import console_pages

MODULES = (
    start,
    people,
    team,
    conference,
    imports,
    import_decisions,
    sessions,
    session_changes,
    session_credit,
)

__all__ = ["MODULES", "console_pages"]
