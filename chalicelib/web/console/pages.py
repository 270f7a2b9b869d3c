"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import (
    audit,
    conference,
    import_decisions,
    imports,
    people,
    person_actions,
    start,
    team,
)
from chalicelib.web.console.routing import console_pages

MODULES = (
    audit,
    conference,
    import_decisions,
    imports,
    people,
    person_actions,
    start,
    team,
)

__all__ = ["MODULES", "console_pages"]
