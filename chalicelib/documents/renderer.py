"""What we use of xhtml2pdf: the one module that imports from it.

Importing all of it takes twice as long and 20 MB more, for what no template of ours asks for: SVG
pictures (svglib and lxml), pages of other PDFs (pypdf and cryptography), converting fonts (fontTools).
These are kept out while it is imported. It does without the first and the last by itself; the tag that
inserts pages is given functions that refuse.
"""

import sys
import threading
from collections.abc import Iterator
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
    from arabic_reshaper import default_reshaper
    from xhtml2pdf.bidi import bidi_class, get_display, needs_bidi
    from xhtml2pdf.config.resources import (
        ResourceAccessPolicy,
        check_deadline,
        render_budget,
        use_policy,
    )
    from xhtml2pdf.context import pisaContext
    from xhtml2pdf.files import cleanFiles
    from xhtml2pdf.parser import pisaParser
    from xhtml2pdf.util import reset_caches, shape_frag_text
    from xhtml2pdf.xhtml2pdf_reportlab import PmlBaseDoc

# Vowel marks belong to a name as it was written; by default they are dropped.
default_reshaper.configuration["delete_harakat"] = "no"

# It keeps fonts and caches in globals, hence one document at a time.
LOCK = threading.RLock()

__all__ = [
    "LOCK",
    "PmlBaseDoc",
    "ResourceAccessPolicy",
    "bidi_class",
    "check_deadline",
    "cleanFiles",
    "get_display",
    "needs_bidi",
    "pisaContext",
    "pisaParser",
    "render_budget",
    "reset_caches",
    "shape_frag_text",
    "use_policy",
]
