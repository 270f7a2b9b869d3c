"""Browsers that are emptied and lent again: opening one takes three times as long as the page in it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

DESK = {"width": 1280, "height": 720}
# A page without scripts, which would write once more. Without this header, as all pages of the portal have
# it, the browser would start another process for it, and one more for the page after it.
LISTENED = {"close", "crash", "pageerror"}  # the first two by Playwright itself
EMPTY: Any = {"body": "", "headers": {"Cross-Origin-Opener-Policy": "same-origin"}}
Key = tuple[tuple[str, Any], ...]


class Browsers:
    """A browser of its own for everybody who asks: nobody is signed in there, and nothing kept."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[Key, list[Page]] = {}
        self._lent: list[tuple[Key, Page]] = []

    def lend(
        self,
        base_url: str,
        viewport: Any = DESK,
        color_scheme: Any = "light",
        forced_colors: Any = "none",
        **options: Any,
    ) -> Page:
        """Until `take_back`; `options` are those of a new context."""
        key: Key = (("base_url", base_url), *sorted(options.items()))
        free = self._free.get(key)
        page = free.pop() if free else self._opened(dict(key))
        self._lent.append((key, page))
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=color_scheme, forced_colors=forced_colors)
        return page

    def take_back(self, keep: bool) -> None:
        """All that were lent: to be lent again, or, as after a test that failed, never more."""
        for key, page in self._lent:
            if keep and _empty(page):
                self._free.setdefault(key, []).append(page)
            else:
                page.context.close()
        self._lent.clear()

    def _opened(self, options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        return page


def _empty(page: Page) -> bool:
    """As it was when it was opened; False: it cannot be, for somebody listens there or closed it."""
    listened = set(page._impl_obj.event_names()) - LISTENED
    if page.is_closed() or listened or len(page.context.pages) > 1:
        return False
    # A save still on its way would land in the next test's claim.
    expect(page.locator("#state", has_text="Saving…")).to_have_count(0)
    page.unroute_all()
    page.context.unroute_all()
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.route("**/empty", lambda route: route.fulfill(**EMPTY))
    page.goto("/empty")
    page.unroute_all()
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    return True
