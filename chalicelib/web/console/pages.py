"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import (
    claims,
    claims_files,
    conference,
    import_decisions,
    imports,
    people,
    start,
    team,
)
from chalicelib.web.console.routing import console_pages

MODULES = (start, people, claims, claims_files, team, conference, imports, import_decisions)

__all__ = ["MODULES", "console_pages"]
