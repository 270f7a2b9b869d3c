"""A snapshot as one PDF: a certificate page and the transcript."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.platypus.doctemplate import FrameBreak
from reportlab.platypus.flowables import Flowable, KeepInFrame, Spacer

from chalicelib.documents.fitting import Fitter
from chalicelib.documents.looks import looks, new_context
from chalicelib.documents.pages import NumberedCanvas, NumberedDocument, Ornament
from chalicelib.documents.renderer import (
    LOCK,
    ResourceAccessPolicy,
    cleanFiles,
    pisaParser,
    render_budget,
    reset_caches,
    use_policy,
)
from chalicelib.documents.setting import Setter
from chalicelib.documents.transcript import sessions_grid, totals_grid
from chalicelib.documents.values import metadata, template_values
from chalicelib.domain.certificate import Snapshot
from chalicelib.templating import render as render_template

GAP = 8.0  # points between the parts of the transcript
MAX_SECONDS = 60  # 2,000 sessions take about 1; a consumer's function has longer

rl_config.invariant = 1  # the same snapshot gives the same bytes
rl_config.useA85 = 0  # streams as they are: a fifth smaller than as text, and sooner written


class RenderFailed(Exception):
    """The certificate cannot be rendered, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The PDF; `missing_glyphs` are characters replaced because no font has them."""

    pdf: bytes
    missing_glyphs: tuple[str, ...]
    pages: int


def render(snapshot: Snapshot, images: Mapping[str, bytes] | None = None) -> Rendered:
    """Render from the snapshot and the images it names alone. Raises RenderFailed.

    `images` are PNGs by their SHA-256 in hex. One that is missing or bad is left out.
    """
    # Nothing is read while rendering but what is handed over: no file, no address.
    policy = ResourceAccessPolicy.server(None, allow_remote=False, max_render_seconds=MAX_SECONDS)
    with LOCK:
        try:
            with use_policy(policy), render_budget(policy):
                return _render(snapshot, images or {}, policy)
        except Exception as problem:
            raise RenderFailed(f"{type(problem).__name__}: {problem}"[:300]) from problem
        finally:
            cleanFiles()
            reset_caches()


def _render(
    snapshot: Snapshot, images: Mapping[str, bytes], policy: ResourceAccessPolicy
) -> Rendered:
    setter = Setter(snapshot.time_zone)
    fitter = Fitter(setter)
    html = render_template(
        "certificate/certificate.html", **template_values(snapshot, images, fitter)
    )
    paper = snapshot.provider.paper
    context = new_context(sorted(fitter.families), "pages", "style", paper=paper)
    context.resource_policy = policy
    pisaParser(html, context)
    story = _story(context, snapshot, setter)
    out = io.BytesIO()
    document = _document(out, context, snapshot, setter)
    document.build(story)
    return Rendered(out.getvalue(), tuple(setter.glyphs.missing), document.page)


def _document(
    out: io.BytesIO, context: Any, snapshot: Snapshot, setter: Setter
) -> NumberedDocument:
    def canvas(*args: Any, **settings: Any) -> NumberedCanvas:
        style = looks(snapshot.provider.paper)
        return NumberedCanvas(
            *args,
            looks=style,
            public_id=snapshot.public_id,
            issued_at=snapshot.issued_at,
            **settings,
        )

    document = NumberedDocument(out, canvas=canvas, **metadata(snapshot, setter.glyphs.drawable))
    document.addPageTemplates(list(context.templateList.values()))
    document.pisaPositioned = context.positioned
    return document


def _story(context: Any, snapshot: Snapshot, setter: Setter) -> list[Flowable]:
    """What the renderer made of the template's parts, with the tables between them."""
    style = looks(snapshot.provider.paper)
    *fronts, opening, closing = _parts(context.story)
    frames = context.templateList["body"].frames
    story: list[Flowable] = [Ornament(style)]
    for number, (front, frame) in enumerate(zip(fronts, frames, strict=True)):
        story += [] if number == 0 else [FrameBreak()]
        story += _within(front, frame._aW, frame._aH, centred=number == 0)
    return [
        *story,
        *opening,
        Spacer(0, GAP),
        sessions_grid(snapshot, style.sessions, setter),
        Spacer(0, GAP),
        totals_grid(snapshot, style.totals, setter),
        Spacer(0, GAP),
        *closing,
    ]


def _parts(story: list[Flowable]) -> list[list[Flowable]]:
    """The story, cut at each <pdf:nextframe>."""
    parts: list[list[Flowable]] = [[]]
    for flowable in story:
        if type(flowable) is type(FrameBreak()):
            parts.append([])
        else:
            parts[-1].append(flowable)
    return parts


def _within(
    content: list[Flowable], width: float, height: float, *, centred: bool
) -> list[Flowable]:
    """Content that never leaves its frame (it shrinks if it must), in its middle or at its foot."""
    box = KeepInFrame(width, height, content, mode="shrink")
    _, used = box.wrapOn(None, width, height)
    slack = height - used - 1  # what is measured to fit must not miss by a rounding
    if slack < 0 or getattr(box, "_scale", 1) != 1:
        return [box]
    return [Spacer(width, slack / 2 if centred else slack), *content]
