"""What axe finds on a page, in its present state."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ONLY = {"resultTypes": ["violations"]}  # what passes need not be described


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule."""
    return [
        f"{page.url}: {violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(page, options=ONLY).response["violations"]
        for node in violation["nodes"]
    ]


def violations_in_both_schemes(page: Page) -> list[str]:
    """The same in light and in dark colors."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {line}" for line in violations(page)]
    return found
