"""How a route states who may call it; a guard test finds one that states nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def states_authentication(kind: str) -> Callable[[View], View]:
    """Mark a view: `public`, `bearer` (a token in a header) or `cookie` (a signed-in browser)."""

    def mark(view: View) -> View:
        view.authentication = kind  # type: ignore[attr-defined]
        return view

    return mark
