"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import people, start, team
from chalicelib.web.console.routing import console_pages

MODULES = (start, people, team)

__all__ = ["MODULES", "console_pages"]
