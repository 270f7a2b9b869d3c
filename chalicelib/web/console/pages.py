"""Every page of the console: importing its module registers it."""

from chalicelib.web.console import start, team
from chalicelib.web.console.routing import console_pages

MODULES = (start, team)

__all__ = ["MODULES", "console_pages"]
