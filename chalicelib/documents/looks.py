"""How the document looks: what the renderer makes of the style sheets of templates/certificate."""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from reportlab.lib.colors import Color

from chalicelib.documents.fonts import Family, register
from chalicelib.documents.renderer import pisaContext, pisaParser
from chalicelib.documents.specimens import grid_style, text_style
from chalicelib.documents.styles import GridStyle, TextStyle
from chalicelib.domain.conference import Paper
from chalicelib.templating import render


@dataclass(frozen=True, slots=True)
class Rule:
    """A line's width and colour, and how far from the page's edge it runs. Points."""

    width: float
    colour: Color
    inset: float


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of a page: its style, the side margins and the height above the page's edge."""

    text: TextStyle
    left: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of all that is drawn without the renderer."""

    frame: Rule
    hairline: Rule
    corner: Rule
    watermark: Rule
    certificate_foot: Foot
    transcript_foot: Foot
    sessions: GridStyle
    totals: GridStyle


class _Context(pisaContext):
    """A context of the renderer that reads a style sheet once a process."""

    _read: ClassVar[dict[str, Any]] = {}

    def _parseCSSSource(self, text: str, source_name: str) -> Any:  # noqa: N802
        if "@page" in text:  # makes the pages of this very document
            return super()._parseCSSSource(text, source_name)
        if text not in self._read:
            self._read[text] = super()._parseCSSSource(text, source_name)
        return self._read[text]


def new_context(families: list[Family], *sheets: str, paper: Paper) -> Any:
    """A context of the renderer that knows these families and style sheets."""
    context = _Context()
    for sheet in sheets:
        context.addCSS(render(f"certificate/{sheet}.css", paper=paper.value), sheet)
    for family in families:
        register(family)
        context.registerFont(family.value)
    return context


@cache
def looks(paper: Paper) -> Looks:
    """As the style sheet has them; read once a process."""
    context = new_context([Family.SANS, Family.DISPLAY], "style", "drawn", paper=paper)
    pisaParser(render("certificate/specimens.html"), context)
    specimens = [
        thing for thing in context.story if hasattr(thing, "style") or hasattr(thing, "_argW")
    ]
    frame, hairline, corner, watermark, certificate_foot, transcript_foot, *tables = specimens
    sessions, totals = map(grid_style, tables)
    return Looks(
        frame=_rule(frame),
        hairline=_rule(hairline),
        corner=_rule(corner),
        watermark=_rule(watermark),
        certificate_foot=_foot(certificate_foot),
        transcript_foot=_foot(transcript_foot),
        sessions=sessions,
        totals=totals,
    )


def _rule(paragraph: Any) -> Rule:
    style = paragraph.style
    return Rule(style.borderTopWidth, style.borderTopColor, style.leftIndent)


def _foot(paragraph: Any) -> Foot:
    style = paragraph.style
    return Foot(text_style(paragraph), style.leftIndent, style.rightIndent, style.spaceAfter)
