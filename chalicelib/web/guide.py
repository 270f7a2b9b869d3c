"""docs/organizers.md as a page: the part of Markdown that it uses, without its pictures."""

import re
from functools import cache

from markupsafe import Markup, escape

from chalicelib.templating import ROOT

_GUIDE = ROOT / "templates" / "console" / "guide.md"  # docs/organizers.md is a link to it
_ITEM = re.compile(r"(?:- |\d+\. )(?=\S)")
_INLINE = ((re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"), (re.compile("`(.+?)`"), r"\1"))


@cache
def organizers_guide() -> Markup:
    """The guide as HTML, its title a first-level heading."""
    blocks = _GUIDE.read_text().split("\n\n")
    return Markup("\n").join(_block(block.strip()) for block in blocks if block.strip())


def _block(block: str) -> Markup:
    if block.startswith("!["):
        return Markup("")
    if block.startswith("#"):
        marks, _, words = block.partition(" ")
        return _element(f"h{len(marks)}", words)
    if _ITEM.match(block):
        items = re.split(r"\n(?=- |\d+\. )", block)
        made = Markup("").join(_element("li", _ITEM.sub("", item, count=1)) for item in items)
        return Markup("<{0}>{1}</{0}>").format("ul" if block.startswith("-") else "ol", made)
    return _element("p", block)


def _element(name: str, words: str) -> Markup:
    text = str(escape(" ".join(words.split())))
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    # Escaped above, but for our own marks; the file is ours.
    return Markup("<{0}>{1}</{0}>").format(name, Markup(text))  # noqa: S704  # nosec B704
