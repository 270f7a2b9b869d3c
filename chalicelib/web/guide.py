"""docs/organizers.md as a page: the part of Markdown that it uses."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from chalicelib.templating import ROOT
from chalicelib.web.guide_pictures import pictures

_GUIDE = ROOT / "templates" / "console" / "guide.md"  # docs/organizers.md is a link to it
_PICTURE = re.compile(r"!\[([^\]]+)\]\(\.\./static/guide/([a-z-]+)\.png\)")
_ITEM = re.compile(r"(?:- |\d+\. )(?=\S)")
_INLINE = ((re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"), (re.compile("`(.+?)`"), r"\1"))


def organizers_guide(url: Callable[[str], str]) -> Markup:
    """The guide as HTML, its title a first-level heading; `url` makes an address of a path."""
    blocks = (block.strip() for block in _GUIDE.read_text().split("\n\n"))
    return Markup("\n").join(_block(block, url) for block in blocks if block)


def _block(block: str, url: Callable[[str], str]) -> Markup:
    if picture := _PICTURE.fullmatch(block):
        return _image(" ".join(picture[1].split()), picture[2], url)
    if block.startswith("#"):
        marks, _, words = block.partition(" ")
        return _element(f"h{len(marks)}", words)
    if _ITEM.match(block):
        items = re.split(r"\n(?=- |\d+\. )", block)
        made = Markup("").join(_element("li", _ITEM.sub("", item, count=1)) for item in items)
        return Markup("<{0}>{1}</{0}>").format("ul" if block.startswith("-") else "ol", made)
    return _element("p", block)


def _image(alt: str, name: str, url: Callable[[str], str]) -> Markup:
    held = pictures()
    file = f"guide-{name}.svg"
    one = held.files[file]
    return Markup(
        '<p class="shot"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></p>'
    ).format(url(f"/static/{held.digest}/{file}"), alt, one.width, one.height)


def _element(name: str, words: str) -> Markup:
    text = str(escape(" ".join(words.split())))
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    # Escaped above, but for our own marks; the file is ours.
    return Markup("<{0}>{1}</{0}>").format(name, Markup(text))  # noqa: S704  # nosec B704
