"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import (
    conference,
    import_decisions,
    imports,
    people,
    person_actions,
    reissue,
    start,
    team,
)
from chalicelib.web.console.routing import console_pages

MODULES = (
    start,
    people,
    person_actions,
    team,
    conference,
    imports,
    import_decisions,
    reissue,
)

__all__ = ["MODULES", "console_pages"]
