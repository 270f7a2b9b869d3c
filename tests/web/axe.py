"""What axe finds on a page, in its present state."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What passes is neither described nor sent, and no selector is made: the page's markup tells where.
OPTIONS = {"reporter": "no-passes", "resultTypes": ["violations"], "selectors": False}
OF_COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SCRIPT = Axe().axe_script
RUN = """async options => (await axe.run(options)).violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))"""


def violations(page: Page, colors_only: bool = False) -> list[str]:
    """One line for each element that breaks a rule, or a rule about colors."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    options: dict[str, Any] = OPTIONS | (OF_COLORS if colors_only else {})
    return [f"{page.url}: {line}" for line in page.evaluate(RUN, options)]


def violations_in_both_schemes(page: Page) -> list[str]:
    """The same in light and in dark colors; the schemes differ in colors alone."""
    page.emulate_media(color_scheme="light")
    found = [f"light: {line}" for line in violations(page)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {line}" for line in violations(page, colors_only=True)]
