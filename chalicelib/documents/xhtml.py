"""What we use of xhtml2pdf's renderer: the one module that imports it.

Importing all of it takes twice as long and 20 MB more, for what no template of ours asks for: SVG
pictures (svglib and lxml), pages of other PDFs (pypdf and cryptography), converting fonts (fontTools).
These are kept out while it is imported. It does without the first and the last by itself; the tag that
inserts pages is given functions that refuse.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn


def _refuse(*_: object) -> NoReturn:
    raise NotImplementedError("The certificate's templates insert no pages of other PDFs.")


def _without_pages_of_others() -> ModuleType:
    module: Any = ModuleType("xhtml2pdf.builders.inserts")
    module.parse_pages = module.read_source = _refuse
    return module  # type: ignore[no-any-return]


@contextmanager
def _instead(modules: dict[str, ModuleType | None]) -> Iterator[None]:
    """Have these imported instead of those installed; None stands for one that cannot be imported."""
    before = {name: sys.modules[name] for name in modules if name in sys.modules}
    sys.modules.update(modules)  # type: ignore[arg-type]  # None is Python's way to say so
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        sys.modules.update(before)


with _instead(
    {
        "svglib": None,
        "fontTools": None,
        "xhtml2pdf.builders.inserts": _without_pages_of_others(),
    }
):
    from reportlab.lib.fonts import addMapping
    from xhtml2pdf.context import pisaContext
    from xhtml2pdf.parser import pisaParser
    from xhtml2pdf.util import reset_caches


def stand_in_for(families: Mapping[str, tuple[str, str]]) -> None:
    """Have the renderer take these regular and bold faces of its own for our families."""
    for family, faces in families.items():
        for bold, name in enumerate(faces):
            for italic in (0, 1):
                addMapping(family, bold, italic, name)


__all__ = ["pisaContext", "pisaParser", "reset_caches", "stand_in_for"]
